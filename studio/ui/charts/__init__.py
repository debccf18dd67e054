"""Charts: figures from plain values. They know nothing of services or pages."""
