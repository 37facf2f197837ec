"""What /metrics says of the database and the worker, asked for when it is scraped."""

import shutil
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

from monitoring import parts, probes, version
from monitoring.probes import Probe
from notifications.models import Delivery


def outbox() -> dict[str, float]:
    """What waits to leave by a channel: how much, how old the oldest, how much was tried, and how
    much is tried no more."""
    waiting = Delivery.objects.under_way()
    oldest = waiting.aggregate(oldest=Min("message__created_at"))["oldest"]
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    return {
        "ledger_outbox_messages": waiting.count(),
        "ledger_outbox_oldest_seconds": age,
        "ledger_deliveries_failed": waiting.filter(state=Delivery.State.FAILED).count(),
        "ledger_deliveries_given_up": Delivery.objects.given_up().count(),
    }


OUTBOX = Probe(outbox)
SAID = {
    "ledger_outbox_messages": "Messages waiting to be delivered.",
    "ledger_outbox_oldest_seconds": "Age of the oldest message waiting.",
    "ledger_deliveries_failed": "Messages waiting after at least one attempt that failed.",
    "ledger_deliveries_given_up": "Messages a channel refused too often; the inbox has them.",
}

OF_A_LANE = {
    "ledger_queue_jobs": ("waiting", "Jobs waiting."),
    "ledger_queue_oldest_seconds": ("oldest_waiting", "How long the oldest job waits."),
    "ledger_worker_beat_age_seconds": ("beat_age", "Age of the lane's last sign of life."),
    "ledger_worker_busy_seconds": ("doing_for", "How long the lane is at what it does."),
}


def collected() -> Iterator[Metric]:
    """A part that is down has no figures, and says 0 under `ledger_part_up`."""
    found = probes.answers({**parts.ALL, "outbox": OUTBOX})
    waiting: dict[str, Any] | None = found.pop("outbox")
    yield of_each("ledger_part_up", "1 where the part is well.", "part", ups(found))
    yield from (one(name, SAID[name], value) for name, value in (waiting or {}).items())
    yield from queue(found["worker"])
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield one("ledger_disk_free_bytes", "Room left where the data lies.", free)
    build = GaugeMetricFamily("ledger_build", "Always 1.", labels=("version", "build"))
    build.add_metric(version.running(), 1)
    yield build


def queue(worker: dict[str, Any] | None) -> Iterator[Metric]:
    """One figure for each lane; a lane without a beat, or with nothing waiting, has none."""
    if not worker:
        return
    yield one("ledger_jobs_failed", "Jobs that failed within a day.", worker["failed_jobs"])
    for name, (key, said) in OF_A_LANE.items():
        known = {lane: told[key] for lane, told in worker["lanes"].items() if told[key] is not None}
        yield of_each(name, said, "lane", known)


def ups(found: dict[str, Any]) -> dict[str, float]:
    return {part: float(parts.is_well(answer)) for part, answer in found.items()}


def one(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(name, said, value=value)


def of_each(name: str, said: str, label: str, values: dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, said, labels=(label,))
    for which, value in values.items():
        family.add_metric((which,), value)
    return family
