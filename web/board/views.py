"""统计: how far from zero, how fast, and where it lies; every number leads to its rows."""

from typing import Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from figures import bottlenecks, definitions, drilldown, statistics, trend
from figures.durations import BANDS
from figures.history.past_moment import laid_out
from figures.scope import FigureQuery, ask
from hazards.figures.declarations import BESIDE, OFFICIAL
from hazards.figures.registry import BAND_WORDS
from web.addresses import units_like, without
from web.board import tables as board_tables
from web.board import tiles
from web.board.forms import ORDERS, BoardForm
from web.board.links import Links
from workflow import policy

KINDS = ("category", "severity", "source")
TABLES = (*KINDS, "month", "unit")


@require_GET
def board(request):
    """Open to everyone with a login, for what they may see. A unit out of reach is not there."""
    form = BoardForm(request.GET, user=request.user)
    if not form.is_valid() and "unit" in form.errors:
        raise Http404
    like = units_like(request.user, request.GET)
    if len(like) == 1:
        return redirect(f"{reverse('web:board')}?{like[0][1]}")
    if form.data.get("unit_search") and not like:
        form.add_error("unit_search", _("No unit you reach fits this name, code or initials."))
    told = {"page": "board", "form": form, "units_like": like}
    told["all_units"] = without(request.GET, "unit")
    if form.is_valid():
        told |= counted(request.user, form)
    return render(request, "board/board.html", told)


def counted(user, form: BoardForm) -> dict[str, Any]:
    asks = form.asks()
    query = ask(user, **asks)
    with laid_out(query):
        return told_of(query, asks, form)


def told_of(query: FigureQuery, asks: dict[str, Any], form: BoardForm) -> dict[str, Any]:
    statistics.read_together(query, TABLES)
    user, figures = query.user, statistics.answer_to(query)
    links = Links(query, asks["as_of"] if query.is_past else None)
    return {
        **asks,
        "offers_public_notice": asks["unit"] and policy.issues_papers_to(user, asks["unit"]),
        "found_through": form.cleaned_data.get("found_through"),
        "as_of": query.at,
        "is_past": query.is_past,
        "definitions_version": definitions.VERSION,
        "figures": figures,
        **at_a_glance(figures, links),
        **tables(query, figures, links),
        **units(query, links, form),
        "longest": board_tables.longest(bottlenecks.longest(query)),
    }


def at_a_glance(figures: dict, links: Links) -> dict[str, Any]:
    return {
        "headline": tiles.headline(figures, links),
        "states": tiles.states(figures, links),
        "state_bar": tiles.state_bar(figures),
        "tiles": tiles.tiles(OFFICIAL, figures, links),
        "more_tiles": tiles.tiles(BESIDE, figures, links),
        "lines": tiles.lines(figures, links),
        "outcomes": tiles.outcomes(figures, links),
    }


def tables(query: FigureQuery, figures: dict, links: Links) -> dict[str, Any]:
    rows = {name: statistics.rows(query, name, in_full=False) for name in KINDS}
    return {
        **{name: board_tables.by(name, rows[name], links) for name in rows},
        "months": months(query, figures, links),
        "ages": board_tables.ages(figures, links),
        "days_to_close": board_tables.days_to_close(figures, links),
        "steps": board_tables.steps(figures["stuck"], links),
        "bands": [BAND_WORDS[band] for band in BANDS],
        "everything_stuck": tiles.Part(figures["open_in_scope"], url=links.open_on(None)),
    }


def months(query: FigureQuery, figures: dict, links: Links) -> list[dict[str, Any]]:
    rows = statistics.rows(query, "month", in_full=False)
    rows = trend.with_open(query, rows, figures["open_in_scope"])
    again = drilldown.again_by_month(query)
    return board_tables.months(rows, again, query, links)


def units(query: FigureQuery, links: Links, form: BoardForm) -> dict[str, Any]:
    """Where there is one line only, the figures above have said it all."""
    rows = board_tables.units(statistics.rows(query, "unit", in_full=False), links, form.data)
    rows = rows if len(rows) > 1 else []
    shown = [row for row in rows if row["found"]]
    order = form.cleaned_data["order"]
    return {
        "units": board_tables.ordered(shown, order),
        "order": dict(ORDERS).get(order),
        "orders": board_tables.orders(form.data, ORDERS),
        "quiet": [row for row in rows if not row["found"]],
        "cleared": sum(row["is_cleared"] for row in rows),
    }
