"""Codes of the app (TOTP, RFC 6238) and recovery codes: how they are made and told apart."""

import base64
import secrets
import time
import unicodedata
from hmac import compare_digest
from urllib.parse import quote, urlencode

from django.utils.crypto import salted_hmac
from django_otp.oath import hotp

from accounts.activation import codes as signs

STEP = 30  # seconds a code is shown
DRIFT = (-1, 0, 1)  # steps a clock may be wrong, and somebody may take to type
DIGITS = 6
KEY_BYTES = 20  # what apps expect with SHA-1 (RFC 4226)
SEED_BYTES = 16
RECOVERY_CODES = 10
LONGEST_TYPED = 60
ISSUER = "Hazard ledger"


def new_seed() -> str:
    return secrets.token_hex(SEED_BYTES)


def key_of(person: int, seed: str) -> bytes:
    """The key the app keeps. Derived and stored nowhere: whoever has got hold of a backup or of the
    database, and not of SECRET_KEY, has no key."""
    derived = salted_hmac("accounts.second_factor", f"{person} {seed}", algorithm="sha256")
    return derived.digest()[:KEY_BYTES]


def shown_key(key: bytes) -> str:
    """As it is typed into an app: 32 signs in groups of four."""
    letters = base64.b32encode(key).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def address(key: bytes, username: str) -> str:
    """What the QR code says (the key-uri format that apps read)."""
    label = quote(f"{ISSUER}:{username}")
    told = {"secret": base64.b32encode(key).decode(), "issuer": ISSUER}
    return f"otpauth://totp/{label}?{urlencode(told, quote_via=quote)}"


def now() -> int:
    """The step it is."""
    return int(time.time()) // STEP


def code_at(key: bytes, step: int) -> str:
    return f"{hotp(key, step, DIGITS):0{DIGITS}d}"


def step_of(typed: str, key: bytes, *, after: int) -> int | None:
    """The step whose code was typed, if it is one of now and later than `after`. Every step is
    compared, in a time that does not tell how much was right."""
    here = now()
    fitting = [s for s in (here + d for d in DRIFT) if compare_digest(code_at(key, s), typed)]
    return max((step for step in fitting if step > after), default=None)


def plain(typed: str) -> str:
    """Six digits of an app, the signs of a recovery code, or "" where it is neither; in whatever
    width, case and grouping."""
    wide = unicodedata.normalize("NFKC", typed[:LONGEST_TYPED])
    bare = "".join(sign for sign in wide if sign.isalnum())
    is_of_app = len(bare) == DIGITS and bare.isascii() and bare.isdigit()
    return bare if is_of_app else signs.plain(typed)


def new_recovery_codes() -> list[str]:
    """Made as those of activation slips: 60 bits each."""
    return [signs.new() for _ in range(RECOVERY_CODES)]


def digest(person: int, code: str) -> str:
    """All that is kept of a recovery code, keyed as that of an activation code is."""
    keyed = salted_hmac("accounts.recovery_code", f"{person} {code}", algorithm="sha256")
    return keyed.hexdigest()
