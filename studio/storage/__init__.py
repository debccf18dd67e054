"""The store: records in a database, files in an artifact store."""
