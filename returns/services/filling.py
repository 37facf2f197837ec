"""Filling in a return: typed answers, the header, the summary, and adjustments with a reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from records.facts import as_fact
from records.kinds import Performing, When
from records.perform import opened, perform
from returns.forms.shape import RATE, YES_NO, Indicator
from returns.models.returns import Return
from returns.perform import RETURNS
from returns.table import answers, sheet
from returns.table.answers import BadAnswers, NoAnswer
from returns.table.draft import draft_of
from texts.writing import as_entered
from workflow.errors import Lack, SomethingMissing
from workflow.return_needs import REASON

NO_DRAFT = Lack("summary", _("an empty summary, and something that was done"))
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


@RETURNS.does(When.READY, "fill")
def read_what_was_typed(doing: Performing) -> None:
    said, header = doing.values, doing.values["header"]
    said["values"] = answers.read_all(doing.record.campaign.form, said["values"])
    empty = {"filled_on": None}
    said["header"] = {n: header[n] or empty.get(n, "") for n in HEADER if n in header}
    said["summary"] = None if said["summary"] is None else as_entered(said["summary"])


@RETURNS.does(When.BODY, "fill")
def type_in(doing: Performing) -> None:
    """History says all that was typed; a summary in a bracket of its own, for it may be empty."""
    mine, said = doing.record, doing.values
    kept = {**mine.typed, **said["values"]}
    mine.typed = {code: value for code, value in kept.items() if value is not None}
    for name, value in said["header"].items():
        setattr(mine, name, value)
    header = {name: as_fact(value) for name, value in said["header"].items()}
    doing.facts = {"values": said["values"], "header": header}
    if said["summary"] is not None:
        mine.summary = said["summary"]
        doing.facts["summary"] = {"text": mine.summary}


def draft_summary(one: Return, *, by, version: int | None = None) -> Return:
    """Write the first draft of a summary into an empty one: what was done, with its figures. Raises
    SomethingMissing where there is a summary already, or nothing to say."""
    opened(one, "fill", by, version)
    text = "" if one.summary or one.summary_file else draft_of(sheet.live(one))
    if not text:
        raise SomethingMissing([NO_DRAFT], record=one)
    return fill(one, by=by, summary=text, version=version)


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


@RETURNS.does(When.READY, "adjust")
def count_beside_it(doing: Performing) -> None:
    """What the figure is without the adjustment, and as of when."""
    said = doing.values
    now = sheet.live(doing.record, doing.at if doing.is_past else None)
    doing.at = now.as_of
    said["value"], said["reason"] = (
        read(now, said["code"], said["value"]),
        as_entered(said["reason"]),
    )
    if not said["reason"]:
        raise SomethingMissing([REASON.lack()], record=doing.record)
    said["computed"] = now.computed[said["code"]]


@RETURNS.does(When.BODY, "adjust")
def put_right(doing: Performing) -> None:
    mine, said, code = doing.record, doing.values, doing.values["code"]
    told = {name: said.get(name) for name in ("computed", "value", "reason")}
    kept = {name: before for name, before in mine.adjustments.items() if name != code}
    if told["value"] is not None and told["value"] != told["computed"]:
        signed = {"by": {"id": doing.by.pk, "name": str(doing.by)}, "at": doing.at.isoformat()}
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
