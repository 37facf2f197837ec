"""Who tipped: its key, its keeping, each look at it, and its deletion."""
