"""Reads the environment, and refuses a value that makes no sense with a plain sentence."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32  # of the key that who tipped is encrypted with
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def text(name: str, default: str = "") -> str:
    """An empty variable counts as absent, as in most shells' `${NAME:-default}`."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "yes" if default else "no")
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value == "yes"


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        message = f"{name} must be a whole number from {least} to {most}, not {value!r}."
        raise ImproperlyConfigured(message)
    return int(value)


def choice(name: str, *values: str) -> str:
    """One of the values; the first is the default."""
    value = text(name, values[0])
    if value not in values:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(values)}, not {value!r}.")
    return value


def words(name: str) -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def some_of(name: str, *, alone: tuple[str, ...], together: tuple[str, ...]) -> frozenset[str]:
    """One of the words that stand alone, the first of which is the default and means none; or some
    of the others, with commas. A role may be written in the plural: auditors."""
    said = [word if word in (*alone, *together) else word.removesuffix("s") for word in words(name)]
    if len(said) == 1 and said[0] in alone:
        return frozenset(said) - {alone[0]}
    unknown = [word for word in said if word not in together]
    if unknown:
        known = f"{', '.join(alone)}, or some of {', '.join(together)}"
        raise ImproperlyConfigured(f"{name} must be {known}, not {text(name)!r}.")
    return frozenset(said)


def host() -> str:
    return text("HOST", "127.0.0.1")


def port() -> int:
    return number("PORT", 8000, least=1, most=65535)


def is_loopback(address: str) -> bool:
    return address in LOOPBACK


def folder(path: Path) -> Path:
    """The folder, made when it is missing; what is in it concerns nobody else on the machine."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ImproperlyConfigured(f"The folder {path} cannot be used: {reason}.") from error
    return path


def data_dir(house: Path) -> Path:
    """Where everything lies that is the operator's; a relative DATA_DIR is inside the house."""
    return folder((house / text("DATA_DIR", "var")).absolute())


def secret_key(file: Path) -> str:
    """SECRET_KEY, or else a key made once and kept in a file only its owner can read."""
    given = text("SECRET_KEY")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")
        return given
    return kept_key(file, lambda: secrets.token_urlsafe(64)).read_text(encoding="ascii").strip()


def tipster_key(file: Path) -> str:
    """TIPSTER_KEY: keys of 32 bytes in URL-safe base 64 with commas, the newest first; else "", and
    there is one in the file."""
    given = words("TIPSTER_KEY")
    if not all(is_key(key) for key in given):
        message = "TIPSTER_KEY must be 32 random bytes in URL-safe base 64; several with commas."
        raise ImproperlyConfigured(message)
    if not given:
        kept_key(file, new_tipster_key)
    return ",".join(given)


def new_tipster_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def is_key(said: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(said)) == KEY_BYTES
    except ValueError:
        return False


def kept_key(file: Path, make: Callable[[], str]) -> Path:
    """The file with a key, made once."""
    # Written aside and linked into place: of two processes that start at once, one wins, and
    # both read the same key.
    if not file.exists():
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make(), encoding="ascii")
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file
