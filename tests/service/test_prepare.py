"""What the worker does by the clock is arranged whenever the service starts."""

import contextlib
import importlib
import os
import time

import pytest
from django.conf import settings as own
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.management import call_command

from config.leftovers import forget_uploads
from config.management.commands import prepare
from jobs.kinds import KINDS, LONG, QUICK
from jobs.models import Schedule
from jobs.schedule import DAY, MINUTE


@pytest.fixture
def prepared(settings, db, monkeypatch):
    monkeypatch.setattr(prepare, "collect_if_changed", lambda: False)
    settings.DEMO, settings.PUBLIC = False, False
    call_command("prepare")


def test_the_outbox_is_emptied_every_minute_and_old_answers_are_forgotten_daily(prepared):
    planned = {job.run: (job.every, job.lane) for job in Schedule.objects.all()}
    assert planned["notifications.delivery.deliver"] == (MINUTE, QUICK)
    assert planned["hazards.tally.compaction.fold"] == (MINUTE, QUICK)
    assert planned["api.idempotency.forget_old_answers"] == (DAY, LONG)
    assert planned["changes.numbering.number"] == (DAY, LONG)


def test_what_is_planned_and_what_carries_out_jobs_is_there(prepared):
    for job in Schedule.objects.all():
        module, _, name = job.run.rpartition(".")
        assert callable(getattr(importlib.import_module(module), name)), job.run
    assert set(KINDS) >= {"packet", "ledger", "import"}
    assert all(callable(kind.load()) for kind in KINDS.values())


def test_starting_again_plans_nothing_twice_and_puts_nothing_off(prepared):
    before = list(Schedule.objects.order_by("pk").values())
    call_command("prepare")
    assert list(Schedule.objects.order_by("pk").values()) == before


def test_what_a_killed_process_was_taking_in_is_thrown_away_after_a_day():
    sent = [TemporaryUploadedFile("a photo.jpg", "image/jpeg", 1, None) for _ in range(2)]
    old, new = (one.temporary_file_path() for one in sent)
    a_day_ago = time.time() - 25 * 3600
    os.utime(old, (a_day_ago, a_day_ago))
    assert forget_uploads(own.FILE_UPLOAD_TEMP_DIR) == 1
    assert os.path.exists(new) and not os.path.exists(old)
    with contextlib.suppress(FileNotFoundError):
        sent[0].close()
