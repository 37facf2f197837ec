"""The cast built once for many tests, in a transaction that stands around each test's own.

A test gets a copy of its own of the people and units, and the database takes back whatever the test
wrote; so nobody sees what another has done to them. Tests that commit have to build theirs.
"""

import pickle

from django.db import connection, transaction

from tests.cast import Cast


class StandingCast:
    def __init__(self) -> None:
        self.around: transaction.Atomic | None = None
        self.kept = b""

    def raise_once(self) -> None:
        if connection.needs_rollback or not connection.in_atomic_block:
            self.take_down()  # a test has closed the connection, or opened another
        if self.around is None:
            self.around = transaction.atomic()
            self.around.__enter__()
            self.kept = pickle.dumps(Cast())

    def take_down(self) -> None:
        """The tables are as empty as the migrations have left them."""
        if self.around is None:
            return
        around, self.around = self.around, None
        if not connection.in_atomic_block:
            return  # it ended with its connection, and nothing of it was kept
        transaction.set_rollback(True)
        around.__exit__(None, None, None)

    def copy(self) -> Cast:
        return pickle.loads(self.kept)
