"""Whose address a request comes from, whatever it claims.

`ClientAddress` is the outermost middleware: behind it `REMOTE_ADDR` is the client's address for
everybody who asks, Django and its libraries included, and no forwarding header is left that
somebody outside could have written.
"""

import ipaddress
import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDING = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)
KEPT_BEHIND_A_PROXY = "HTTP_X_FORWARDED_PROTO"
NOWHERE = "0.0.0.0"
UNANNOUNCED = (
    "A request carries X-Forwarded-For, but PROXIES is 0: everybody behind that proxy shares its "
    "address, and whoever guesses passwords there brakes all of them. Set PROXIES."
)

logger = logging.getLogger(__name__)


class ClientAddress:
    """Puts the client's address in place, by the number of proxies in `settings.PROXIES`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.has_warned = get_response, False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if "HTTP_X_FORWARDED_FOR" in meta and not settings.PROXIES and not self.has_warned:
            self.has_warned = True
            logger.warning(UNANNOUNCED)
        address = _resolved(meta, settings.PROXIES)
        for name in FORWARDING:
            if not (settings.PROXIES and name == KEPT_BEHIND_A_PROXY):
                meta.pop(name, None)
        meta["REMOTE_ADDR"] = address
        return self.get_response(request)


def client_address(request: HttpRequest) -> str:
    """The client's address, IPv4 or IPv6, as text."""
    return request.META.get("REMOTE_ADDR") or NOWHERE


def network(address: str) -> str:
    """What counts as one place: an IPv4 address, or the /64 an IPv6 household has to itself."""
    parsed = ipaddress.ip_address(address)
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _resolved(meta: dict[str, str], proxies: int) -> str:
    """The address our own outermost proxy was asked by.

    Each proxy appends whom it was asked by, so the last `proxies` entries are ours and what stands
    before them is anybody's claim. Fewer entries than proxies: somebody went past one.
    """
    peer = _address(meta.get("REMOTE_ADDR", "")) or NOWHERE
    hops = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not proxies or len(hops) < proxies:
        return peer
    return _address(hops[-proxies]) or peer


def _address(text: str) -> str | None:
    """Without port, brackets or zone, and IPv4 as IPv4; None when it is no address."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = getattr(parsed, "ipv4_mapped", None)
    return str(mapped or parsed)
