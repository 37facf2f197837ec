"""Each act of the ledger once, in one order, for those who keep a mirror."""
