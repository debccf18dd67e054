"""The fields of work: the plugin contract, its registry, and one folder per domain."""
