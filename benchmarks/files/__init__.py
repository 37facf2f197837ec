"""Files in and out: what exporting and importing a long ledger costs."""
