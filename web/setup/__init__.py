"""From an empty ledger to one the schools work with."""
