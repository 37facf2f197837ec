"""统计: how far from zero, how fast, and where it lies; every number leads to its rows."""

from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from reports import coverage, statistics
from reports.questions import ask
from web import panels
from web.forms.board import BoardForm
from workflow import policy


@require_GET
def board(request):
    """Open to everyone with a login, for what they may see. A unit out of reach is not there."""
    form = BoardForm(request.GET, user=request.user)
    if not form.is_valid() and "unit" in form.errors:
        raise Http404
    told = {"page": "board", "form": form}
    if form.is_valid():
        told |= counted(request.user, form)
    return render(request, "board.html", told)


def counted(user, form: BoardForm) -> dict[str, Any]:
    asks = form.asks()
    question = ask(user, **asks)
    figures = statistics.figures(user, **asks)
    links = panels.Links(asks, coverage.tree_is_todays(question))
    units = panels.units(statistics.rows(question, "unit"), links, form)
    return {
        **asks,
        "offers_public_notice": asks["unit"] and policy.issues_papers_to(user, asks["unit"]),
        "found_through": form.cleaned_data.get("found_through"),
        "as_of": question.at,
        "figures": figures,
        "major_open": figures["major_found"] - figures["major_closed"],
        "links": headline(figures, links),
        "states": panels.states(figures, links),
        "state_bar": panels.state_bar(figures),
        "tiles": panels.tiles(figures, links),
        "categories": panels.categories(statistics.rows(question, "category"), links),
        "ages": panels.ages(figures, links, timezone.localdate()),
        "months": panels.months(statistics.rows(question, "month"), links),
        "units": [row for row in units if row["found"]] if len(units) > 1 else [],
        "quiet": [row for row in units if not row["found"]] if len(units) > 1 else [],
        "cleared": sum(row["is_cleared"] for row in units),
    }


def headline(figures: dict, links: panels.Links) -> dict[str, str | None]:
    return {
        "open": links.rows(state="open"),
        "found": links.rows(state=panels.NOT_DISMISSED),
        "closed": links.rows(state="closed"),
        "overdue": links.rows(overdue="true"),
        "major": links.rows(severity="major", state="open"),
        "before": links.before(),
    }
