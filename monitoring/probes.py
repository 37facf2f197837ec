"""Asking a part of the service whether it is well, and not waiting for it longer than a moment."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from django.db import DatabaseError, connections

from monitoring.faults import NO_ANSWER, REFUSAL

PATIENCE = 2.0  # seconds
IS_DOWN: tuple[type[Exception], ...] = (DatabaseError, OSError, *NO_ANSWER, *REFUSAL)


class Run:
    """One asking, in a thread of its own; `found` stays None until it has ended or if it failed."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        self.ask, self.found = ask, None
        self.started_at, self.ended = monotonic(), Event()
        Thread(target=self._run, name="probe", daemon=True).start()

    def _run(self) -> None:
        try:
            self.found = self.ask()
        except IS_DOWN:
            self.found = None
        finally:
            connections.close_all()
            self.ended.set()

    def wait(self, patience: float) -> Any:
        self.ended.wait(max(0.0, self.started_at + patience - monotonic()))
        return self.found if self.ended.is_set() else None


class Probe:
    """At most one asking at a time, however many want to know: a part that hangs holds one thread
    of ours and not one for each question."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        self.ask, self.lock = ask, Lock()
        self.run: Run | None = None

    def start(self) -> Run:
        """The asking under way, or a new one."""
        with self.lock:
            if self.run is None or self.run.ended.is_set():
                self.run = Run(self.ask)
            return self.run


def answers(probes: dict[str, Probe]) -> dict[str, Any]:
    """What each part says, all asked at once; None for what is down or does not answer."""
    runs = {name: probe.start() for name, probe in probes.items()}
    return {name: run.wait(PATIENCE) for name, run in runs.items()}
