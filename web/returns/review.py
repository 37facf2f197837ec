"""What a reviewer sees of each return that waits: what is not there, and what to look at."""

import json
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from returns.forms.shape import WARN, YES_NO
from returns.models.returns import Return
from returns.second_look.looks import SecondLook, looks_at
from returns.table import checks
from returns.table.checks import Remark
from returns.table.rollup import NOBODY
from returns.table.sheet import Sheet
from web.returns.available_moves import Offer


class Case(NamedTuple):
    """A return with the moves open to its reviewer."""

    one: Return
    lacking: list[str]
    looks: list[Remark]
    offers: dict[str, Offer]
    questions: int  # answered with yes or no by the unit itself
    shown_by_a_file: int


def cases(returns: QuerySet[Return], user) -> list[Case]:
    """Four queries, however many there are."""
    sheets = [frozen(one) for one in returns.prefetch_related("photos")]
    return [case(look, user) for look in looks_at(sheets, user)]


def frozen(one: Return) -> Sheet:
    """Without who stands below it now, which is not asked here."""
    return Sheet(one, one.campaign.form, json.loads(one.handed_in.document), NOBODY)


def case(second: SecondLook, user) -> Case:
    one, sheet = second.sheet.one, second.sheet
    document = sheet.document
    offers = {move.word: Offer(move, one, user) for move in one.moves_open_to(user)}
    missing = len(document["coverage"]["missing"])
    photos = len(one.photos.all())
    remarks = [*checks.remarks(sheet, photos), *second.remarks]
    looks = [remark for remark in remarks if remark.level == WARN]
    asked = sum(i.type == YES_NO for i in sheet.form.indicators) if not one.is_nil else 0
    return Case(one, lacking(one, photos, missing), looks, offers, asked, len(sheet.proofs))


def lacking(one: Return, photos: int, missing: int) -> list[str]:
    """What is wanted and did not come along; a nil return brings nothing."""
    if one.is_nil:
        return []
    wanted = one.campaign.photos_wanted - photos
    told = []
    if wanted > 0:
        sentence = ngettext("%(n)s photo is still wanted", "%(n)s photos are still wanted", wanted)
        told.append(sentence % {"n": wanted})
    if not one.summary and not one.summary_file:
        told.append(_("the summary is still wanted"))
    if missing:
        sentence = ngettext("%(n)s unit below is missing", "%(n)s units below are missing", missing)
        told.append(sentence % {"n": missing})
    return told
