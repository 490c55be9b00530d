"""Measure Casus where it stands: `casus bench …`. Every figure that we claim is one of these commands."""
