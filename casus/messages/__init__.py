"""Texts to people, in the application and by mail: that something waits and where to read it, never about whom."""
