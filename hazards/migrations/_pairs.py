"""The pairs of neighbouring characters in a text, as migrations 0007 and 0010 ask SQLite for them.

Part of the migrations beside it, and as unchangeable as they are.
"""

import string

SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # as LIKE of SQLite compares


def pairs_in(said: str) -> str:
    """Each pair once, as a token of letters and digits that no tokenizer takes apart."""
    pairs = {said[place : place + 2] for place in range(len(said) - 1)}
    return " ".join(sorted(map(as_token, pairs)))


def as_token(characters: str) -> str:
    return characters.translate(SMALL).encode("utf-16-be").hex()


def teach(connection) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("hazard_pairs", 1, pairs_in, deterministic=True)
