"""The search for better options than the defaults: trials of one method, compared on dev alone."""
