"""Blueprints per page family: HTTP in, services and overview called, a page or a redirect out."""
