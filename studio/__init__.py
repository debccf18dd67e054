"""What ties the domains and the model layer together: store, services, worker, API, pages, command line."""
