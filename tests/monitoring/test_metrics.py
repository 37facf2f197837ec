"""/metrics: who may read it, what it says, and that it speaks for all web processes."""

import json
import os
import subprocess
import sys

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from jobs import heartbeat
from monitoring import gauges, meters, snapshots
from notifications.models import Notification


@pytest.fixture(autouse=True)
def own_counts(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def samples(text):
    families = text_string_to_metric_families(text)
    return {
        (one.name, *one.labels.values()): one.value for each in families for one in each.samples
    }


def test_it_is_prometheus_text_and_counts_what_was_asked(client, db):
    client.get("/login/")
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    found = samples(answer.content.decode())
    counted = [name for name in found if name[0] == "ledger_requests_total" and "/login/" in name]
    assert counted
    assert found["ledger_part_up", "database"] == 1
    assert found["ledger_disk_free_bytes",] > 0


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("10.1.2.3", {}, 200),
        ("1.2.3.4", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("127.0.0.1", {"X-Real-IP": "10.0.0.1"}, 403),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.1"}, 403),
        ("", {}, 403),
    ],
)
def test_without_a_token_only_the_own_network_reads_it_and_not_by_the_proxy(
    client, db, address, headers, status
):
    assert client.get("/metrics", REMOTE_ADDR=address, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("given", "status"),
    [("Bearer right", 200), ("Bearer wrong", 403), ("", 403), ("Bearer é", 403)],
)
def test_with_a_token_whoever_brings_it_reads_it(client, db, settings, given, status):
    settings.METRICS_TOKEN = "right"
    answer = client.get(
        "/metrics", REMOTE_ADDR="1.2.3.4", headers={"Authorization": given, "X-Real-IP": "1"}
    )
    assert answer.status_code == status


def test_it_names_how_many_messages_wait_and_how_long_the_oldest(cast):
    early = timezone.now() - timezone.timedelta(minutes=10)
    given_up = (early - timezone.timedelta(days=9), "dead")
    for at, state in ((early, "failed"), (timezone.now(), "waiting"), given_up):
        told = {"recipient": cast.officer, "kind": "k", "about": 1, "created_at": at}
        message = Notification.objects.create(**told)
        message.deliveries.create(channel="mail", state=state, next_at=at)
    found = gauges.outbox()
    assert found["ledger_outbox_messages"] == 2
    assert 590 < found["ledger_outbox_oldest_seconds"] < 700
    assert found["ledger_deliveries_failed"] == 1
    assert found["ledger_deliveries_given_up"] == 1


ANOTHER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
from django.conf import settings
django.setup()
from pathlib import Path
from monitoring import meters, snapshots
settings.DATA_DIR = Path(sys.argv[1])
meters.faults.labels("disk_full").inc(5)
meters.in_flight.inc(3)
snapshots.write()
print("written", flush=True)
sys.stdin.read()
"""


def value(families, name, **labels):
    found = [one.value for each in families for one in each.samples if one[:2] == (name, labels)]
    return found[0] if found else 0


def test_counts_of_all_processes_are_added_up_and_a_dead_ones_stay(tmp_path):
    def look():
        found = snapshots.collected()
        fallen = value(found, "ledger_faults_total", code="disk_full")
        return fallen, value(found, "ledger_requests_in_flight")

    fallen, flying = look()
    other = subprocess.Popen(
        [sys.executable, "-c", ANOTHER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout.readline() == b"written\n"
    assert look() == (fallen + 5, flying + 3)
    other.communicate()
    assert look() == (fallen + 5, flying)
    snapshots.forget()
    assert look() == (fallen, flying)


def test_a_process_writes_its_own_down_and_does_not_count_itself_twice(tmp_path):
    meters.faults.labels("storage_away").inc()
    before = value(snapshots.collected(), "ledger_faults_total", code="storage_away")
    snapshots.write()
    assert json.loads((tmp_path / "counts" / f"{os.getpid()}.json").read_text())
    after = value(snapshots.collected(), "ledger_faults_total", code="storage_away")
    assert after == before


def test_where_nothing_can_be_written_the_counts_stay_in_memory(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.touch()
    snapshots.write()
    assert snapshots.collected()


def test_it_names_what_waits_for_each_lane_of_the_worker(client, db, monkeypatch):
    lanes = (
        heartbeat.LaneState("quick", None, "", None, 4, 12.0),
        heartbeat.LaneState("long", 2.0, "packet", 70.0, 0, None),
    )
    monkeypatch.setattr(heartbeat, "state", lambda: heartbeat.State(lanes, 3))
    found = samples(client.get("/metrics").content.decode())
    assert found["ledger_queue_jobs", "quick"] == 4
    assert found["ledger_queue_oldest_seconds", "quick"] == 12
    assert found["ledger_worker_beat_age_seconds", "long"] == 2
    assert found["ledger_worker_busy_seconds", "long"] == 70
    assert found["ledger_jobs_failed",] == 3
    assert found["ledger_part_up", "worker"] == 0
    assert ("ledger_worker_beat_age_seconds", "quick") not in found
