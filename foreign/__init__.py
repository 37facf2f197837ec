"""Reads what others made (workbooks, pictures, Word files) in short-lived children with bounds."""
