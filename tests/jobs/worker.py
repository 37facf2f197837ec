"""A worker for the tests: the real one, on the test's database, with work of the tests and with
limits short enough to wait for. Run as `python -m tests.jobs.worker`."""

import os
from datetime import timedelta

import django
from django.conf import settings


def run() -> None:
    settings.DATABASES["default"]["NAME"] = os.environ["LEDGER"]
    django.setup()
    # Only now can models be imported.
    from jobs import heartbeat, kinds, models, queue, schedule, supervisor  # noqa: PLC0415

    for room in (models, queue, schedule, heartbeat):
        room.LEASE = timedelta(seconds=3)
    heartbeat.BEAT = heartbeat.BUSY_BEAT = 0.5
    supervisor.LONGEST_STEP = supervisor.LONGEST_SILENCE = float(os.environ["PATIENCE"])
    kinds.register("quick", "tests.jobs.work.quick", lane=kinds.QUICK)
    kinds.register("stuck", "tests.jobs.work.stuck_at_first")
    kinds.register("reads", "tests.jobs.work.read_step_by_step")
    kinds.register("steps", "tests.jobs.work.step_by_step")
    supervisor.Supervisor().run()


if __name__ == "__main__":
    run()
