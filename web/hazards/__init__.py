"""One hazard: its page, its moves, reporting it."""
