"""Which days are worked and taught on, and in which windows what comes due by a cycle is done."""
