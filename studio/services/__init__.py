"""The use cases: what pages, command line, API and worker ask for."""
