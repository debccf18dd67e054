"""Company filings (10-K, 10-Q, 20-F, 8-K, 40-F, 6-K): from HTML or TXT to items and sentences."""
