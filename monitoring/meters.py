"""What is counted while the service runs; labels are few and known: no path, no person."""

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

registry = CollectorRegistry()

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

requests = Counter(
    "ledger_requests",
    "Requests answered.",
    ("door", "view", "method", "status"),
    registry=registry,
)
seconds = Histogram(
    "ledger_request_seconds",
    "Time from the first to the last step of a request.",
    ("door", "view"),
    buckets=SECONDS,
    registry=registry,
)
in_flight = Gauge("ledger_requests_in_flight", "Requests being answered now.", registry=registry)
faults = Counter(
    "ledger_faults", "Requests refused because something was away.", ("code",), registry=registry
)
rate_limited = Counter("ledger_rate_limited", "Requests answered with 429.", registry=registry)
failed_logins = Counter("ledger_login_failures", "Log-ins refused.", registry=registry)
refused_uploads = Counter(
    "ledger_uploads_refused", "Uploads refused with a sentence.", ("status",), registry=registry
)
pool = Gauge(
    "ledger_database_pool_connections",
    "Connections to PostgreSQL, and requests waiting for one.",
    ("state",),
    registry=registry,
)


def count_failed_login(**_told: Any) -> None:
    failed_logins.inc()
