"""Service accounts on pages: made, given tokens, and ended by an administrator."""
