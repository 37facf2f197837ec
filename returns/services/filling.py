"""Filling in a return: typed answers, the header, the summary, and adjustments with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from records.kinds import Performing, When
from records.perform import opened, perform
from returns.forms.shape import RATE, YES_NO, Indicator
from returns.models.returns import Return
from returns.perform import RETURNS
from returns.table import answers, sheet
from returns.table.answers import BadAnswers, NoAnswer
from texts.writing import as_entered
from workflow.errors import SomethingMissing
from workflow.return_needs import REASON

HEADER = ("contact_name", "contact_phone", "filled_on")


def fill(
    one: Return,
    *,
    by,
    values: Mapping[str, Any] | None = None,
    header: Mapping[str, str | date | None] | None = None,
    summary: str | None = None,
    version: int | None = None,
    at: datetime | None = None,
) -> Return:
    """Keep what was typed; what is not named stays as it is, None empties a blank.

    Raises BadAnswers (nothing is saved), NotPossible once it is handed in, NotPermitted, Stale.
    """
    if not values and not header and summary is None:
        return opened(one, "fill", by, version)
    told: dict[str, Any] = {"values": values or {}, "header": header or {}, "summary": summary}
    return perform(one, "fill", by=by, version=version, at=at, **told)


@RETURNS.does(When.BODY, "fill")
def type_in(doing: Performing) -> None:
    mine, said = doing.record, doing.values
    told = answers.read_all(mine.campaign.form, said["values"])
    kept = {**mine.typed, **told}
    mine.typed = {code: value for code, value in kept.items() if value is not None}
    for name in HEADER:
        if name in said["header"]:
            setattr(mine, name, said["header"][name] or ("" if name != "filled_on" else None))
    summary = said["summary"]
    mine.summary = mine.summary if summary is None else as_entered(summary)
    doing.facts = {
        "values": told,
        "header": sorted(said["header"]),
        "summary": summary is not None,
    }


def adjust(
    one: Return,
    *,
    by,
    code: str,
    value: Any,
    reason: str,
    version: int | None = None,
    at: datetime | None = None,
) -> Return:
    """Say another figure than the one counted or summed. Both stay, with the reason; the counted
    figure itself, or None, takes the adjustment back. Raises BadAnswers, SomethingMissing."""
    told = {"code": code, "value": value, "reason": reason}
    return perform(one, "adjust", by=by, version=version, at=at, **told)


@RETURNS.does(When.BODY, "adjust")
def put_right(doing: Performing) -> None:
    mine, code, reason = doing.record, doing.values["code"], as_entered(doing.values["reason"])
    now = sheet.live(mine, doing.at if doing.is_past else None)
    doing.at, value = now.as_of, read(now, code, doing.values["value"])
    if not reason:
        raise SomethingMissing([REASON.lack()], record=mine)
    computed = now.computed[code]
    told = {"computed": computed, "value": value, "reason": reason}
    kept = {name: said for name, said in mine.adjustments.items() if name != code}
    if value is not None and value != computed:
        signed = {"by": {"id": doing.by.pk, "name": str(doing.by)}, "at": now.as_of.isoformat()}
        kept[code] = told | signed
    mine.adjustments = kept
    doing.facts = {"code": code, **told}


def read(now: sheet.Sheet, code: str, value: Any) -> Any:
    """The new figure. Raises BadAnswers for what is typed anyway, or no figure of this kind."""
    try:
        indicator = answers.known(now.form, code)
        if not is_adjustable(now, indicator):
            raise NoAnswer("not_adjustable", not_adjustable(indicator))
        return answers.read(indicator, value)
    except NoAnswer as fault:
        raise BadAnswers({code: fault}) from fault


def is_adjustable(now: sheet.Sheet, indicator: Indicator) -> bool:
    """A counted figure, or one summed up from below; and one that was adjusted while it was a sum,
    so that it can be taken back when the units below have gone."""
    if indicator.type in (RATE, YES_NO):
        return False
    return indicator.is_derived or now.is_sum or indicator.code in now.adjustments


def not_adjustable(indicator: Indicator):
    if indicator.type == RATE:
        return answers.RATE_FOLLOWS
    return answers.TYPE_IT
