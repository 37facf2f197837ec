"""Logging in, oneself, and whose name is being guessed at."""
