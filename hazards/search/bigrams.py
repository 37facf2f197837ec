"""The pairs of neighbouring characters in a text.

Chinese is written without spaces, so no word can be told from the next; but whatever says 灭火器
has the pairs 灭火 and 火器, and an index of pairs finds it. SQLite calls this for every report.
"""

import string

SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # as LIKE of SQLite compares


def pairs_in(said: str) -> str:
    """Each pair once, as a token of letters and digits that no tokenizer takes apart."""
    pairs = {said[place : place + 2] for place in range(len(said) - 1)}
    return " ".join(sorted(map(as_token, pairs)))


def match_of(words: str) -> str:
    """What the index is asked for these words; a single character begins a pair."""
    return pairs_in(words) if len(words) > 1 else f"{as_token(words)}*"


def as_token(characters: str) -> str:
    return characters.translate(SMALL).encode("utf-16-be").hex()
