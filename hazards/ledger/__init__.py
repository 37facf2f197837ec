"""The ledger as a list: its filters, its marks, the views people keep of it."""
