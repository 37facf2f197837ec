"""Old ledgers as programs bring them in."""
