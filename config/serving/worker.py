"""Starts the worker, and replaces it when it ends or hangs."""

import sys

from config.serving.children import MANAGE, Child
from config.serving.watched import SHORTEST_LIFE_SECONDS, Watched

COMMAND = [*MANAGE, "run_worker"]


class Worker:
    """The process that works. Those of its lanes end with it."""

    def __init__(self) -> None:
        self.process = Watched(COMMAND)

    @property
    def child(self) -> Child:
        return self.process.child

    def mind(self) -> None:
        self.process.listen()
        if self.process.is_dead():
            if self.process.age > SHORTEST_LIFE_SECONDS:
                self.replace("The worker has died; starting another.")
        elif self.process.is_silent():
            self.replace("The worker gives no sign of life; starting another.")

    def replace(self, why: str) -> None:
        print(why, file=sys.stderr, flush=True)
        self.process.end()
        self.process = Watched(COMMAND)
