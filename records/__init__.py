"""What every kind of record has in common: nothing is lost, and history is a chain."""
