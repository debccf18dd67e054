"""The shared fine-tune and inference layer.

Takes tables, folders and callbacks; knows nothing of the database, the API or the browser. Importing this package
imports no torch: modules that need it are imported when a model is needed.
"""
