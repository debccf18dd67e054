"""Steps as they were before: a model keeps the version it was trained under."""
