"""Receipt codes: two blocks of four signs, none of which is read as another.

A code follows from the key and the tip's own id, so that the same tip sent twice is answered with
the same code; it is written nowhere. What is kept is a keyed digest of it.
"""

import uuid
from collections.abc import Iterator

from texts.writing import as_entered
from tips.identity import secrecy
from tips.models import Tip

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0 O 1 I
LENGTH, BLOCK = 8, 4
BITS = 5  # a sign
TRIES = 8  # codes a tip may have, should another tip have the same
LONGEST_TYPED = 40


def code_of(id: uuid.UUID, key: bytes, place: int = 0) -> str:
    number = int.from_bytes(secrecy.digest(key, "code", id.bytes, bytes([place]))[:5], "big")
    return "".join(SIGNS[number >> BITS * n & 31] for n in range(LENGTH))


def digest_of(code: str, key: bytes) -> str:
    return secrecy.digest(key, "receipt", code).hex()


def codes_of(id: uuid.UUID, key: bytes) -> Iterator[tuple[str, str]]:
    """Those the tip may have, each with its digest."""
    codes = (code_of(id, key, place) for place in range(TRIES))
    return ((code, digest_of(code, key)) for code in codes)


def free_for(id: uuid.UUID) -> tuple[str, str]:
    """A code no other tip has, and its digest, by the newest key."""
    for code, digest in codes_of(id, secrecy.known_keys()[0]):
        if not Tip.objects.filter(receipt_digest=digest).exists():
            return code, digest
    raise LookupError(id)


def of(tip: Tip) -> str:
    """The code of a tip; "" where its key is here no more."""
    for key in secrecy.known_keys():
        for code, digest in codes_of(tip.pk, key):
            if digest == tip.receipt_digest:
                return code
    return ""


def shown(code: str) -> str:
    return f"{code[:BLOCK]} {code[BLOCK:]}"


def plain(typed: str) -> str:
    """What was typed, as a code; "" for what can be none."""
    code = "".join(sign for sign in as_entered(typed).upper() if sign.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(SIGNS) else ""


def found(typed: str) -> Tip | None:
    code = plain(typed)
    if not code:
        return None
    digests = [digest_of(code, key) for key in secrecy.known_keys()]
    return Tip.objects.filter(receipt_digest__in=digests).select_related("hazard", "unit").first()
