"""Units and people of a district, from one workbook."""
