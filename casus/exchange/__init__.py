"""Bytes to domain values and back: absence files; no Flask, no Session."""
