"""From a workbook to the rows of its two sheets."""
