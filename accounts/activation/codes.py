"""The codes of activations: short enough to be typed, too many to be guessed, never kept."""

import secrets
import unicodedata

from django.utils.crypto import salted_hmac

# Crockford's 32 signs: no I, L, O and U. Whoever reads one of them has misread another.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
# 12 signs of 5 bits are 60. With 30 tries a quarter of an hour from each address (`LOCKOUT`), ten
# thousand addresses that guess for two weeks at ten thousand open codes find one with a chance of
# 1 in 280,000.
LENGTH, GROUP = 12, 4
LONGEST_TYPED = 60


def new() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """As it is printed: 7K3M-9QWX-2HTD."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def plain(typed: str) -> str:
    """The code in what was typed, in whatever width, case and grouping; "" where there is none."""
    wide = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED]).upper()
    code = "".join(sign for sign in wide if sign.isalnum()).translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def digest(code: str) -> str:
    """All that is kept of a code. It is keyed with the service's secret, which lies in no table: 60
    bits are too few for a hash that anybody could compute who has got hold of a backup."""
    return salted_hmac("accounts.activation", code, algorithm="sha256").hexdigest()
