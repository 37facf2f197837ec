"""How many were open when each month ended: back from today through what happened since."""

from dataclasses import replace
from datetime import date
from typing import Any

from figures import counts as answering
from figures.breakdown import by_month
from figures.scope import Question
from figures.tally.periods import next_month


def with_open(question: Question, rows: list[dict[str, Any]], open_now: int) -> list[dict]:
    """The rows of months, each with `open_at_end`: all that was open in scope when the month
    ended, or at the question's moment if that is earlier, whenever it was found. `open_now` is
    how many are at that moment; only what happened after the first month is read."""
    months = [date.fromisoformat(f"{row['key']}-01") for row in rows]
    if not months:
        return rows
    grew = growth(question, since=next_month(min(months)))
    return [
        row | {"open_at_end": open_now - sum(n for then, n in grew.items() if then > month)}
        for row, month in zip(rows, months, strict=True)
    ]


def growth(question: Question, since: date) -> dict[date, int]:
    """By how many the open ones became more (or fewer) in each month from `since` on."""
    later = replace(question, found_from=since, found_to=None)
    counts = answering.count(later, by_month(later))
    return {month: told.get("grew", 0) for month, told in counts.items()}
