"""Casus: the one journey of school, youth doctor, attendance officer, alliance and parents."""
