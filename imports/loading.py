"""Rows on their way into the ledger: each through the services, in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from hazards import services
from hazards.models import Hazard
from hazards.services import Origin
from imports.models import Import, Row
from imports.rows.checking import Checker, Verdict
from workflow.errors import WorkflowError
from workflow.states import Severity

AT_ONCE = 200  # rows judged together, and between two words about how far it has come


class Outcome(NamedTuple):
    """How many rows were loaded, were in the ledger already, or were refused after all."""

    loaded: int
    already_here: int
    refused: int


def load(one: Import, keys: list[int]) -> Outcome:
    """Load the rows with these keys, and tell those whose turn it is."""
    begun_at = timezone.now()
    outcome = bring_in(one, keys)
    announce(one, begun_at)
    return outcome


def bring_in(
    one: Import, keys: list[int], advance: Callable[[int, int], None] = lambda done, total: None
) -> Outcome:
    """Load the rows with these keys. They are judged anew: a right may have gone since. Killed in
    the middle and run again, each row is loaded once; so it is by two workers at once."""
    loader = Loader(one)
    with translation.override(settings.LANGUAGE_CODE):  # history speaks the service's language
        for done in range(0, len(keys), AT_ONCE):
            advance(done, len(keys))
            loader.some(keys[done : done + AT_ONCE])
    advance(len(keys), len(keys))
    return Outcome(loader.loaded, loader.already_here, loader.refused)


def announce(one: Import, since: datetime) -> None:
    """One letter a unit on what the file has brought in since then; a major hazard, if there is
    one, is what it opens."""
    loaded = one.rows.filter(phase=Row.Phase.LOADED).values("hazard")
    entered: dict[int, list[Hazard]] = {}
    for hazard in Hazard.objects.filter(pk__in=loaded, entered_at__gte=since).order_by("number"):
        entered.setdefault(hazard.unit_id, []).append(hazard)
    with translation.override(settings.LANGUAGE_CODE):
        for here in entered.values():
            shown = max(here, key=lambda hazard: hazard.severity == Severity.MAJOR)
            services.announce(shown, len(here), by=one.owner)


class Loader:
    def __init__(self, one: Import) -> None:
        self.one, self.checker = one, Checker(one)
        self.loaded = self.already_here = self.refused = 0

    def some(self, keys: list[int]) -> None:
        rows = list(self.one.rows.filter(pk__in=keys, phase=Row.Phase.GOOD))
        verdicts = self.checker.verdicts([(row.sheet, row.number, row.cells) for row in rows])
        for row, verdict in zip(rows, verdicts, strict=True):
            self.one_row(row, verdict)

    def one_row(self, row: Row, verdict: Verdict) -> None:
        """The hazard and what the row says of it: both or neither."""
        try:
            with transaction.atomic():
                self.settle(row, verdict)
        except WorkflowError as refusal:
            self.refused += 1
            mark(row, Row.Phase.FAULTY, [["", "refused", {"why": str(refusal)}]])

    def settle(self, row: Row, verdict: Verdict) -> None:
        if verdict.phase != Row.Phase.GOOD:
            self.refused += verdict.phase == Row.Phase.FAULTY
            self.already_here += verdict.phase == Row.Phase.HERE
            mark(row, verdict.phase, verdict.faults)
            return
        sheet = self.one.sheet_names[row.sheet] if self.one.has_sheets else ""
        origin = Origin(self.one.file_name, self.one.sha256, row.number, verdict.says, sheet)
        _hazard, is_new = services.bring_in(by=self.one.owner, origin=origin, **verdict.given)
        mark(row, Row.Phase.LOADED if is_new else Row.Phase.HERE, [])
        self.loaded += is_new
        self.already_here += not is_new


def mark(row: Row, phase: str, faults: list) -> None:
    """Another worker may have marked it loaded; that stays."""
    still = Row.objects.filter(pk=row.pk, phase=Row.Phase.GOOD)
    still.update(phase=phase, faults=faults)
