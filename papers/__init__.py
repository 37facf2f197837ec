"""Everything that is printed: notices, papers of a hazard, a period, a return, the ledger."""
