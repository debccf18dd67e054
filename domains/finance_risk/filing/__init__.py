"""Company filings (10-K, 10-Q): from HTML or TXT to items and sentences."""
