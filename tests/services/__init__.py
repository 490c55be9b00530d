"""What people do, driven through the services with real objects."""
