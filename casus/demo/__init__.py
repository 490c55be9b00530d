"""The stage: a fictional region that lives, and the clock that only a demo can move."""
