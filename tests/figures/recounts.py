"""Three ways to the same figures: the running tally, the rows, their history."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from figures import bottlenecks, statistics
from figures import counts as figure_counts
from figures.breakdown import BREAKDOWNS
from figures.history import recount
from figures.history.past_moment import laid_out
from figures.scope import FigureQuery, ask

EVERY_WAY = (None, *BREAKDOWNS)


def breakdown_of(query: FigureQuery, by: str | None):
    return BREAKDOWNS[by](query) if by else statistics.WHOLE


def told(groups: dict[Any, dict]) -> dict[Any, dict]:
    """Only what is not nothing."""
    kept = {group: {n: v for n, v in counts.items() if v} for group, counts in groups.items()}
    for counts in kept.values():
        days = {d: n for d, n in counts.pop("days_to_close", {}).items() if n}
        counts |= {"days_to_close": days} if days else {}
    return {group: counts for group, counts in kept.items() if counts}


def agree(user, by: str | None, **asked) -> dict[Any, dict]:
    """The counts, the same whichever way they are found."""
    query = ask(user, **asked)
    breakdown = breakdown_of(query, by)
    tally = told(figure_counts.counted(query, breakdown))
    rows = told(recount.one_by_one(query, query.in_scope, *breakdown.keys))
    then = replace(query, is_past=True, at=timezone.now())
    with laid_out(then):
        history, lay = (
            told(figure_counts.counted(then, breakdown_of(then, by))),
            bottlenecks.counts(then),
        )
    assert tally == rows == history, (by, asked)
    one_by_one = bottlenecks.one_by_one(query, query.in_scope)
    assert bottlenecks.counts(query) == list(bottlenecks.told(one_by_one)), asked
    assert lay == list(bottlenecks.told(one_by_one)), asked
    return tally
