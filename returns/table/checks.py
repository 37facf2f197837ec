"""What the figures of a return say against it: some keep it back, some only ask to look again."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from returns.forms.shape import AT_MOST, BLOCK, TEXT, WARN, YES_NO, Check, Indicator
from returns.table.sheet import Sheet
from workflow.errors import Lack
from workflow.return_needs import Findings


class Remark(NamedTuple):
    """`indicator` is the blank it stands beside, "" where it is about the whole return."""

    code: str
    level: str
    indicator: str
    detail: str | Promise


def remarks(sheet: Sheet, photos: int = 0) -> list[Remark]:
    """All of them, in the order of the form; `photos` is how many are attached."""
    told = [remark for indicator in sheet.form.indicators for remark in about(sheet, indicator)]
    return [*told, *beside_the_figures(sheet, photos)]


def findings(sheet: Sheet) -> Findings:
    """What the law is told: the gaps that keep it back, and whether there is nothing to report."""
    blocking = [remark for remark in remarks(sheet) if remark.level == BLOCK]
    gaps = [Lack(f"values.{remark.indicator}", remark.detail) for remark in blocking]
    return Findings(gaps, is_nil(sheet))


def is_nil(sheet: Sheet) -> bool:
    """Every number is 0 or empty, counted as well as said; no text says something was done."""
    codes = [i.code for i in sheet.form.indicators if i.type != YES_NO]
    told = (figures[code] for figures in (sheet.values, sheet.computed) for code in codes)
    return not any(is_something(value) for value in told)


def is_something(value: Any) -> bool:
    return value not in (None, "", 0, "0")


def about(sheet: Sheet, indicator: Indicator) -> Iterator[Remark]:
    if is_empty(sheet, indicator):
        yield empty(indicator)
    said = sheet.adjustments.get(indicator.code)
    if said and said["computed"] != sheet.computed[indicator.code]:
        yield moved_on(sheet, indicator, said)
    for check in indicator.checks:
        if not holds(sheet, indicator, check):
            yield contradicted(sheet, indicator, check)


def is_empty(sheet: Sheet, indicator: Indicator) -> bool:
    """Blank is not 0. A text may stay empty where its number says that there was nothing."""
    if not indicator.is_typed or indicator.type == TEXT or indicator.code in sheet.adjustments:
        return False
    part = "own" if sheet.asks_for_own else "sums"
    return sheet.document[part].get(indicator.code) is None


def empty(indicator: Indicator) -> Remark:
    told = {"label": indicator.label}
    if indicator.type == YES_NO:
        return Remark("empty", BLOCK, indicator.code, _("%(label)s: yes or no") % told)
    return Remark("empty", BLOCK, indicator.code, _("%(label)s: 0 if there was none") % told)


def moved_on(sheet: Sheet, indicator: Indicator, said: dict[str, Any]) -> Remark:
    told = {
        "label": indicator.label,
        "then": said["computed"],
        "now": sheet.computed[indicator.code],
    }
    sentence = _("%(label)s was adjusted when it was %(then)s; it is %(now)s now: adjust it again")
    return Remark("adjusted_from_another", BLOCK, indicator.code, sentence % told)


def holds(sheet: Sheet, indicator: Indicator, check: Check) -> bool:
    """Of the figures as they stand in the table; a blank is told of already."""
    pair = (indicator, sheet.form.by_code[check.other])
    mine, other = (sheet.values[one.code] for one in pair)
    if any(one.type != TEXT and sheet.values[one.code] is None for one in pair):
        return True
    if check.kind == AT_MOST:
        return Decimal(mine) <= Decimal(other)
    return is_something(mine) == is_something(other)


def contradicted(sheet: Sheet, indicator: Indicator, check: Check) -> Remark:
    other = sheet.form.by_code[check.other]
    told = {
        "label": indicator.label,
        "value": shown(sheet, indicator),
        "other": other.label,
        "other_value": shown(sheet, other),
    }
    if check.kind == AT_MOST:
        sentence = _("%(label)s (%(value)s) is more than %(other)s (%(other_value)s)")
    else:
        sentence = _(
            "%(label)s (%(value)s) and %(other)s (%(other_value)s): one says something was "
            "done, the other does not"
        )
    return Remark(check.kind, check.level, indicator.code, sentence % told)


def shown(sheet: Sheet, indicator: Indicator) -> Any:
    value = sheet.values[indicator.code]
    return _("empty") if value in (None, "") else value


def beside_the_figures(sheet: Sheet, photos: int) -> Iterator[Remark]:
    """Nobody is kept back for want of a photo; who reviews it sees what is not there. A campaign
    without photos, such as a monthly form, wants no summary either."""
    one = sheet.one
    if one.is_nil or not one.is_fillable:
        return
    lacking = one.campaign.photos_wanted - photos
    if lacking > 0:
        sentence = ngettext("%(n)s photo is still wanted", "%(n)s photos are still wanted", lacking)
        yield Remark("photos", WARN, "", sentence % {"n": lacking})
    if one.campaign.photos_wanted and not one.summary and not one.summary_file:
        yield Remark("summary", WARN, "", _("the summary is still wanted"))
    missing = len(sheet.document["coverage"]["missing"])
    if missing:
        sentence = ngettext(
            "%(n)s unit below has not reported; the table will say so",
            "%(n)s units below have not reported; the table will say so",
            missing,
        )
        yield Remark("children_missing", WARN, "", sentence % {"n": missing})
