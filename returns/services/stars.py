"""A star on one figure of a return, with what is said of it: a remark from hand to hand, of whoever
fills the return in and whoever reviews it. It changes no figure and keeps nothing back."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.kinds import Performing, When
from records.perform import perform
from returns.models.returns import Return
from returns.perform import RETURNS
from returns.table import answers
from returns.table.answers import BadAnswers, NoAnswer
from texts.writing import as_entered
from workflow.errors import Lack, SomethingMissing

MOST = 9  # things said beside one figure
ALREADY = Lack("comment", _("a comment: the figure has its star"))
ROOM = _("room for it: a figure has %(most)s comments at most")
NOT_THERE = Lack("code", _("a figure that has a star"))

Said = dict[str, Any]  # comment, by {id, name}, at


def star(
    one: Return, *, by, code: str, comment: str = "", version=None, at: datetime | None = None
) -> Return:
    """Star the figure, or say more beside a star that is there. Raises BadAnswers where the form
    has no such figure, SomethingMissing where nothing would be new."""
    return perform(one, "star", by=by, version=version, at=at, code=code, comment=comment)


def unstar(one: Return, *, by, code: str, version=None, at: datetime | None = None) -> Return:
    """Take the star with what was said away; history goes on saying it."""
    return perform(one, "unstar", by=by, version=version, at=at, code=code)


@RETURNS.does(When.READY, "star")
def read_what_is_said(doing: Performing) -> None:
    mine, said = doing.record, doing.values
    try:
        answers.known(mine.campaign.form, said["code"])
    except NoAnswer as fault:
        raise BadAnswers({said["code"]: fault}) from fault
    said["comment"] = as_entered(said["comment"])
    before = stars_of(mine, said["code"])
    if before and not said["comment"]:
        raise SomethingMissing([ALREADY], record=mine)
    if len(before) >= MOST:
        raise SomethingMissing([Lack("comment", str(ROOM) % {"most": MOST})], record=mine)


@RETURNS.does(When.READY, "unstar")
def find_the_star(doing: Performing) -> None:
    if not stars_of(doing.record, doing.values["code"]):
        raise SomethingMissing([NOT_THERE], record=doing.record)


@RETURNS.does(When.BODY, "star")
def put_it_beside_the_figure(doing: Performing) -> None:
    mine, code = doing.record, doing.values["code"]
    said = {
        "comment": doing.values.get("comment", ""),
        "by": {"id": doing.by.pk, "name": str(doing.by)},
        "at": timezone.localtime(doing.at).isoformat(),
    }
    mine.stars = {**(mine.stars or {}), code: [*stars_of(mine, code), said]}


@RETURNS.does(When.BODY, "unstar")
def take_it_from_the_figure(doing: Performing) -> None:
    mine, code = doing.record, doing.values["code"]
    mine.stars = {name: said for name, said in (mine.stars or {}).items() if name != code} or None


def stars_of(one: Return, code: str) -> list[Said]:
    """What is said beside the figure, oldest first; nothing where it has no star."""
    return (one.stars or {}).get(code, [])
