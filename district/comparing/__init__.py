"""What the rows of a workbook say, against what the ledger holds."""
