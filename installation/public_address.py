"""Absolute addresses, for what leaves the screen: QR codes of papers, letters."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.request import validate_host
from django.utils.translation import gettext as _

from installation.in_force import memory

LONGEST = 200


def link(path: str, request: HttpRequest) -> str:
    """`path` at the address the administrator has named, else at the one that was asked."""
    kept = memory.current().public_address
    return f"{kept}{path}" if kept else request.build_absolute_uri(path)


def proposed(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def cleaned(said: str) -> str:
    """Scheme, name and port, without a slash at the end.

    Raises ValidationError for anything else: a path, a query, a user name, another scheme.
    """
    said = said.strip().rstrip("/")
    try:
        parts = urlsplit(said)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, a bracket left open
        is_whole = False
    if not is_whole or parts.scheme not in ("http", "https") or not _is_bare(said, parts):
        raise ValidationError(_("Give it like https://ledger.example.org, without a path."))
    if len(said) > LONGEST:
        raise ValidationError(_("%(n)s characters at most.") % {"n": LONGEST})
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _is_bare(said: str, parts) -> bool:
    has_more = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    return not has_more and not any(sign.isspace() or sign in '"<>\\' for sign in said)


def is_answered(address: str) -> bool:
    """Does the service answer to this name? ALLOWED_HOSTS decides, which only a start reads."""
    name = urlsplit(address).hostname or ""
    return validate_host(f"[{name}]" if ":" in name else name, settings.ALLOWED_HOSTS)
