"""From a file to a Dataset: mapping, findings, split, preparation.

Nothing is imported here: the child that reads a table of personal data imports its mapping, not the database.
"""
