"""What the tests stand on: kept tables, a kept cast, several at once, the worker, plans."""
