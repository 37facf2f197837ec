"""The pages: each view finds, checks, does and shows; nothing is decided here."""
