"""The vocabulary of Assay: records, errors, settings, ids, clock. Imports nothing of ours."""
