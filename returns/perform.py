"""What a return brings to the path of every change (`records.perform`): its lock, what its figures
say against a move, and its messages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from records.kinds import Kind, Performing
from returns import notifications
from returns.models.returns import Return, ReturnEntry
from returns.table import checks
from workflow.errors import Lack
from workflow.return_law import RETURN_LAW
from workflow.return_needs import NO_FINDINGS, ReturnCase, lacks


class Returns(Kind):
    stale = _("Somebody has changed this return since you read it.")
    impossible = _("This cannot be done to a return that is “%(state)s”.")
    forbidden = _("This is not yours to do for this return.")
    notes = ("reason", "comment")

    def rows(self):
        # Not with `reports_to`, which handing in sets: PostgreSQL tells of a row it waited for, and
        # of what is joined to it as that was before.
        rows = Return.objects.select_for_update(of=("self",))
        return rows.select_related("unit__parent", "campaign__template")

    def entry(self, record: Return, **line: Any) -> ReturnEntry:
        return ReturnEntry.append(record, **line)

    def case(self, doing: Performing) -> ReturnCase:
        """`context` is the sheet of what is being handed in; other moves ask nothing of it."""
        findings = checks.findings(doing.context) if doing.context else NO_FINDINGS
        return ReturnCase(doing.record, doing.values, findings)

    def lacks(self, doing: Performing) -> list[Lack]:
        return lacks(doing.what.needs, self.case(doing))

    def follow(self, doing: Performing, entry: ReturnEntry) -> None:
        notifications.send(doing.record, entry)


RETURNS = Returns(Return, RETURN_LAW)
