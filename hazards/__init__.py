"""The records and the acts that change them."""
