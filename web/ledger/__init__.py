"""The ledger: finding hazards and moving several at once."""
