"""What is measured against peers; each takes `--quick`, prints a table and ends with one line of JSON."""
