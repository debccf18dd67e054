"""The HTTP API, mounted at `/api` beside the pages; the same services answer both."""
