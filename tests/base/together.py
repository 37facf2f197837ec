"""Doing several things at once, each on a connection of its own, and hearing what came of each."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from workflow.errors import WorkflowError

PATIENCE = 60  # seconds; a deadlock ends the test instead of hanging it


def at_once(*acts: Callable[[], Any], patience: float = PATIENCE) -> list[Any]:
    """Run all acts at the same moment; a refusal is an answer, any other error is raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait(PATIENCE)
        try:
            return act()
        except WorkflowError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(patience) for future in [pool.submit(run, act) for act in acts]]


def refused(answers: Sequence[Any]) -> list[WorkflowError]:
    return [answer for answer in answers if isinstance(answer, WorkflowError)]
