"""Finance risk text: filings, headlines, incident notes, complaints."""
