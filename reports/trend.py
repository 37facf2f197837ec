"""How many were open when each month ended: back from today through what happened since."""

from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, Q
from django.db.models.functions import TruncMonth

from hazards.models import HistoryEntry
from reports.questions import Question, zone
from workflow.deadlines import midnight
from workflow.states import OPEN

OPENED = Q(after__in=OPEN) & ~Q(before__in=OPEN)
ENDED = Q(before__in=OPEN) & ~Q(after__in=OPEN)


def with_open(question: Question, rows: list[dict[str, Any]], open_now: int) -> list[dict]:
    """The rows of months, each with `open_at_end`: all that was open in scope when the month
    ended, or at the question's moment if that is earlier, whenever it was found. `open_now` is
    how many are at that moment; only what happened after the first month is read."""
    months = [date.fromisoformat(f"{row['key']}-01") for row in rows]
    if not months:
        return rows
    grew = growth(question, since=following(min(months)))
    return [
        row | {"open_at_end": open_now - sum(n for then, n in grew.items() if then > month)}
        for row, month in zip(rows, months, strict=True)
    ]


def growth(question: Question, since: date) -> dict[date, int]:
    """By how many the open ones became more (or fewer) in each month from `since` on."""
    entries = HistoryEntry.objects.filter(
        ~Q(before=F("after")),
        at__gte=midnight(since),
        at__lte=question.at,
        hazard__in=question.in_scope.order_by(),
    ).annotate(month=TruncMonth("at", output_field=DateField(), tzinfo=zone()))
    counted = entries.order_by().values("month")
    rows = counted.annotate(more=Count("pk", filter=OPENED), fewer=Count("pk", filter=ENDED))
    return {row["month"]: row["more"] - row["fewer"] for row in rows}


def following(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
