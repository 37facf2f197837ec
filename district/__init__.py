"""A whole district from one workbook: its units and people, compared with the ledger and loaded."""
