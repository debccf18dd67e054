"""Manufacturing logs: work orders, incident narratives, log lines of machines and systems."""
