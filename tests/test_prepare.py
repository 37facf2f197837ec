"""What the worker does by the clock is arranged whenever the service starts."""

import importlib

import pytest
from django.core.management import call_command
from django_q.models import Schedule

from config.management.commands import prepare


@pytest.fixture
def prepared(settings, db, monkeypatch):
    monkeypatch.setattr(prepare, "collect_if_changed", lambda: False)
    settings.DEMO, settings.PUBLIC = False, False
    call_command("prepare")


def test_the_outbox_is_emptied_every_minute_and_old_answers_are_forgotten_daily(prepared):
    planned = {job.func: (job.schedule_type, job.minutes) for job in Schedule.objects.all()}
    assert planned["notifications.delivery.deliver"] == (Schedule.MINUTES, 1)
    assert planned["api.idempotency.forget_old_answers"][0] == Schedule.DAILY


def test_what_is_planned_is_there_and_goes_on_for_ever(prepared):
    for job in Schedule.objects.all():
        module, _, name = job.func.rpartition(".")
        assert callable(getattr(importlib.import_module(module), name)), job.func
        assert job.repeats == -1


def test_starting_again_plans_nothing_twice_and_puts_nothing_off(prepared):
    before = list(Schedule.objects.order_by("pk").values("pk", "name", "next_run"))
    call_command("prepare")
    assert list(Schedule.objects.order_by("pk").values("pk", "name", "next_run")) == before


def test_a_job_registered_by_two_machines_at_once_does_not_stop_the_next_start(prepared):
    for job in list(Schedule.objects.all()):
        Schedule.objects.create(name=job.name, func=job.func)
    call_command("prepare")
