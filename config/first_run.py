"""Says where an empty ledger is set up: an address only the console of the service shows."""

import socket

from django.conf import settings
from django.core.management.base import OutputWrapper

from installation import codes

EVERYWHERE = ("0.0.0.0", "::")
ELSEWHERE = "People reach it under another name? The same path works there."


def announce(out: OutputWrapper) -> None:
    """One line while nobody can administer the ledger; afterwards nothing."""
    if not codes.is_open():
        return
    out.write(f"Set-up: {base()}/setup/{codes.issue()}/")
    if settings.PUBLIC:
        out.write(ELSEWHERE)


def base() -> str:
    """The address people use as far as the settings tell; behind HTTPS stands a proxy."""
    named = [name for name in settings.SITE_NAMES if not name.startswith((".", "*"))]
    name = named[0] if named else host()
    if settings.HTTPS:
        return f"https://{name}"
    return f"http://{name}:{settings.PORT}"


def host() -> str:
    if settings.HOST in EVERYWHERE:
        return socket.gethostname()
    return f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
