"""Old ledgers, brought in by hand."""
