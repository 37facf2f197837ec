"""What stands under a table: who is missing in it, what was adjusted, who says no, and what
return it is of which moment."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organizations.models import Unit
from papers.printing.formatting import printable, shown
from returns.forms.shape import YES_NO
from returns.table.drilldown import documents
from returns.table.sheet import Sheet
from workflow.states import ReturnState

DIGITS = 16  # of the digest: enough to tell two papers apart, short enough to compare by eye
JOINED_BY = "、"
PARTED_BY = "；"


def notes(sheet: Sheet) -> list[str]:
    """A paragraph each, in the order printed."""
    told = [sheet.form.footnote]
    if sheet.is_sum:
        told += [coverage(sheet), answers_below(sheet)]
    told += adjusted(sheet)
    return [printable(text) for text in told if text]


def coverage(sheet: Sheet) -> str:
    """Printed under every sum, whether anybody is missing or not."""
    told = sheet.document["coverage"]
    names = [unit["name"] for unit in told["missing"]]
    parts = [
        _("Expected: %(expected)s; reported: %(submitted)s")
        % {"expected": told["expected"], "submitted": told["submitted"]},
        _("nil returns among them: %(n)s") % {"n": told["nil"]} if told["nil"] else "",
        _("not reported (%(n)s): %(units)s") % {"n": len(names), "units": JOINED_BY.join(names)}
        if names
        else "",
    ]
    return _("Units below: %(told)s") % {"told": PARTED_BY.join(filter(None, parts))}


def answers_below(sheet: Sheet) -> str:
    """How many say yes, and who says no: one bracket cannot tell it."""
    answered = {
        i: sheet.parts[i.code]
        for i in sheet.form.indicators
        if i.type == YES_NO and sheet.parts.get(i.code)
    }
    if not answered:
        return ""
    names = names_of(sheet, {code for part in answered.values() for code in part["no"]})
    told = [
        tally(indicator.label, part["yes"], [names[code] for code in part["no"]])
        for indicator, part in answered.items()
    ]
    return _("Yes or no: %(told)s") % {"told": PARTED_BY.join(told)}


def tally(label: str, yes: int, no: list[str]) -> str:
    told = {"label": label, "yes": yes, "no": len(no), "units": JOINED_BY.join(no)}
    if no:
        return _("%(label)s: yes %(yes)s, no %(no)s (%(units)s)") % told
    return _("%(label)s: yes %(yes)s, no %(no)s") % told


def names_of(sheet: Sheet, codes: set[str]) -> dict[str, str]:
    """The units by code, named as they were named when they handed in; today's name is asked for
    only where nobody wrote one down."""
    names: dict[str, str] = {}
    level = [sheet.document]
    while level and codes - names.keys():
        names |= {unit["code"]: unit["name"] for one in level for unit in named_in(one)}
        level = documents([child["digest"] for one in level for child in one["children"]])
    unnamed = codes - names.keys()
    today = Unit.objects.filter(code__in=unnamed).values_list("code", "name") if unnamed else ()
    return {code: code for code in unnamed} | dict(today) | names


def named_in(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield document["unit"]
    yield from (child["unit"] for child in document["children"])


def adjusted(sheet: Sheet) -> Iterable[str]:
    """Both figures and the reason, a paragraph each, in the order of the form."""
    sentence = (
        _("Adjusted: %(label)s: summed %(computed)s, reported %(value)s; reason: %(reason)s")
        if sheet.is_sum
        else _("Adjusted: %(label)s: counted %(computed)s, reported %(value)s; reason: %(reason)s")
    )
    for indicator in sheet.form.indicators:
        said = sheet.adjustments.get(indicator.code)
        if said:
            yield sentence % {
                "label": indicator.label,
                "computed": shown(indicator, said["computed"]) or _("empty"),
                "value": shown(indicator, said["value"]) or _("empty"),
                "reason": " ".join(said["reason"].split()),
            }


def closing(sheet: Sheet) -> str:
    """Which return, of which moment, and how it stands."""
    one = sheet.one
    is_frozen = one.is_frozen
    told = [
        _("No. %(number)s") % {"number": sheet.document["number"]},
        _("Figures as of %(at)s") % {"at": moment(sheet.as_of)},
        "" if is_frozen else _("Draft, not handed in"),
        _("Superseded by a correction") if one.state == ReturnState.SUPERSEDED else "",
        _("Nil return") if is_frozen and sheet.document["is_nil"] else "",
        _("Handed in late") if is_frozen and sheet.document["is_late"] else "",
        _("Check code %(digest)s") % {"digest": one.handed_in.digest[:DIGITS]} if is_frozen else "",
    ]
    return PARTED_BY.join(filter(None, told))


def moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{day(local.date())} {local:%H:%M}"


def day(on: date) -> str:
    return date_format(on, pgettext("day on a paper", "F j, Y"))
