"""The four sections of a domain's page, each written once for every domain."""
