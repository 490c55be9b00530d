"""What people do: one file per family, one transaction a call; ids and receipts come back, never rows."""
