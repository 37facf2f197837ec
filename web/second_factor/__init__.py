"""The second factor on pages: showing it, setting it up, and taking it off."""
