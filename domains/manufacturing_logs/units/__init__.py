"""What anomaly detection judges as one: a line, a window of lines, a session."""
