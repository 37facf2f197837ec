"""Accounts: passwords, sessions, tokens, and the rights people are given and lose."""
