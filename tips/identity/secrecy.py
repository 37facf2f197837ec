"""The key that who tipped is encrypted with, and receipt codes are digested by.

It lies in a file of its own beside the other keys (`settings.TIPSTER_KEY_FILE`), or comes from the
environment (`TIPSTER_KEY`). There may be several, one a line or with commas, the newest first: what
is written is written with the first, and the others still read. The file is read at each use, so
that a new key needs no restart.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

ID_DIGITS = 16


class Unreadable(Exception):
    """Encrypted with a key that is not here."""


def known_keys() -> list[bytes]:
    """The newest first."""
    said = settings.TIPSTER_KEY or settings.TIPSTER_KEY_FILE.read_text(encoding="ascii")
    return [key.encode("ascii") for key in said.replace(",", "\n").split()]


def id_of(key: bytes) -> str:
    """Which key it is, without saying it."""
    return hashlib.sha256(b"tipster key " + key).hexdigest()[:ID_DIGITS]


def encrypt(text: str) -> tuple[bytes, str]:
    """The ciphertext, and by which key."""
    key = known_keys()[0]
    return Fernet(key).encrypt(text.encode()), id_of(key)


def decrypt(ciphertext: bytes | memoryview, key_id: str) -> str:
    """Raises Unreadable."""
    for key in known_keys():
        if id_of(key) == key_id:
            try:
                return Fernet(key).decrypt(bytes(ciphertext)).decode()
            except InvalidToken as error:
                raise Unreadable(key_id) from error
    raise Unreadable(key_id)


def digest(key: bytes, *said: str | bytes) -> bytes:
    """A keyed digest of 32 bytes; what is said is told apart by its lengths."""
    parts = [one.encode() if isinstance(one, str) else one for one in said]
    framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.new(base64.urlsafe_b64decode(key), framed, hashlib.sha256).digest()
