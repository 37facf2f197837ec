"""The ledger taken elsewhere: backup, restore, and the move to another database and photo store."""
