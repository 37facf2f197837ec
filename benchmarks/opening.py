"""Opens the bureau's table again and again, in turns with a floor.

The floor reads the same parts with one bare statement, takes them apart with `json.loads` and adds
up the numbers; for lists of returns it reads the same columns with one bare statement.
"""

import json
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from returns import progress, services
from returns.models import Campaign, Return
from returns.table.reading import opened, stale_among

PARTS = """
    SELECT CAST(s.parts AS TEXT) FROM reports_return r
    JOIN reports_submission s ON s.id = r.submission_id
    WHERE r.campaign_id = {campaign} AND r.reports_to_id = {unit}
      AND r.state IN ('submitted', 'accepted')
"""
BOARD = """
    SELECT u.code, u.name, u.parent_id, r.state, r.version, r.is_nil, r.is_late, r.submitted_at
    FROM reports_return r JOIN organizations_unit u ON u.id = r.unit_id
    WHERE r.campaign_id = {campaign} ORDER BY u.code
"""
CHILDREN = """
    SELECT r.id, r.reports_to_id, CAST(s.children AS TEXT), s.digest FROM reports_return r
    JOIN reports_submission s ON s.id = r.submission_id WHERE r.campaign_id = {campaign}
"""

Act = Callable[[], Any]


class Opening(NamedTuple):
    """What is opened, and by whom."""

    campaign: Campaign
    pk: str
    auditor: Any
    client: Client

    def one(self) -> Return:
        return Return.objects.for_reading().get(pk=self.pk)

    # --- Ours ---

    def table(self) -> None:
        """Everything a page says of it."""
        reading = opened(self.one(), self.auditor)
        assert reading.figures and reading.remarks is not None and reading.moves is not None
        assert reading.is_stale is False and reading.changed == []

    def page(self) -> None:
        answer = self.client.get(
            reverse("web:return", args=[self.pk]), headers={"host": "127.0.0.1"}
        )
        assert answer.status_code == 200, answer.status_code

    def submit(self) -> None:
        """Taken back at once, so that it can be done again."""
        with transaction.atomic():
            services.submit(self.one(), by=self.auditor)
            transaction.set_rollback(True)

    def board(self) -> None:
        assert progress.told(progress.coverage(self.campaign, self.auditor))["missing"]

    def stale(self) -> None:
        assert stale_among(Return.objects.filter(campaign=self.campaign)) == set()

    # --- The floor ---

    def added_up(self) -> None:
        sums: dict[str, int] = {}
        for (text,) in self.asked(PARTS):
            for code, part in json.loads(text).items():
                if isinstance(part, int):
                    sums[code] = sums.get(code, 0) + part
        assert sums

    def listed(self) -> None:
        assert self.asked(BOARD)

    def compared(self) -> None:
        assert [json.loads(children) for _, _, children, _ in self.asked(CHILDREN)]

    def asked(self, sql: str) -> list[Any]:
        """Through the driver itself."""
        connection.ensure_connection()
        cursor = connection.connection.cursor()
        cursor.execute(sql.format(campaign=self.campaign.pk, unit=self.campaign.unit_id))
        return cursor.fetchall()


def acts(opening: Opening) -> dict[str, tuple[Act, Act]]:
    """In their order: the table is handed in for good before it is opened frozen."""
    return {
        "sum": (opening.table, opening.added_up),
        "page": (opening.page, opening.added_up),
        "submit": (opening.submit, opening.added_up),
        "board": (opening.board, opening.listed),
        "stale": (opening.stale, opening.compared),
        "frozen": (opening.table, opening.added_up),
    }


def rounds(campaign: int, bureau: str, auditor: int, returns: int, count: int) -> dict[str, Any]:
    """Milliseconds of each, and how many statements it takes."""
    person, client = get_user_model().objects.get(pk=auditor), Client()
    client.force_login(person)
    found = Campaign.objects.select_related("template", "unit").get(pk=campaign)
    opening = Opening(found, bureau, person, client)
    took: dict[str, dict[str, Any]] = {"ours": {}, "floor": {}, "statements": {}}
    for name, (ours, floor) in acts(opening).items():
        if name == "frozen":
            services.submit(opening.one(), by=person)
        with CaptureQueriesContext(connection) as made:
            ours()
        took["statements"][name] = len(made)
        floor()
        pairs = [(milliseconds(ours), milliseconds(floor)) for _ in range(count)]
        took["ours"][name], took["floor"][name] = map(list, zip(*pairs, strict=True))
    return took


def milliseconds(act: Act) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000
