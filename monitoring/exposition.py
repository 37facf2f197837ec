"""/metrics: the counts in Prometheus' text, for those who may see them.

They name no person, but they tell a stranger when nobody is looking. With METRICS_TOKEN whoever
brings it may read; without one only a machine of the own network, and nobody through the proxy.
"""

import ipaddress
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.registry import Collector

from monitoring import gauges, snapshots

BEARER = "Bearer "
# Any of these says that the request came by way of a proxy, and so perhaps from anywhere.
PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


class Everything(Collector):
    def collect(self) -> Iterable[Metric]:
        yield from snapshots.collected()
        yield from gauges.collected()


def metrics(request: HttpRequest) -> HttpResponse:
    if not may_read(request):
        return HttpResponse("Not for you.\n", status=403, content_type="text/plain")
    registry = CollectorRegistry()
    registry.register(Everything())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix(BEARER)
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    if any(name in request.headers for name in PASSED_ON):
        return False
    return is_near(request.META.get("REMOTE_ADDR", ""))


def is_near(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return found.is_loopback or found.is_private
