"""Giving a notice its number and keeping it as it went out."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hazards.models import Hazard
from organizations import scope
from organizations.models import Unit
from papers import letterheads
from papers.document import Block, Document, Head, Signed, Text
from papers.issued import IssuedPaper, Kind, PaperSeries, digest_of
from papers.letterheads import Letterhead
from papers.notes import day
from workflow import policy
from workflow.errors import NotPermitted

# Taking and locking in one statement on both databases, as for the ledger's own numbers.
HOLD = f"""
    INSERT INTO {PaperSeries._meta.db_table} (unit_id, kind, year, last) VALUES (%s, %s, %s, 0)
    ON CONFLICT (unit_id, kind, year) DO UPDATE SET last = {PaperSeries._meta.db_table}.last
    RETURNING last
"""


class Draft(NamedTuple):
    """A notice before it has a number. `code` is the caption of its QR code, `ending` comes after
    the signature; `number` is given only where the paper has one of its own already."""

    kind: Kind
    addressee: Unit
    title: str
    blocks: list[Block]
    hazards: tuple[Hazard, ...] = ()
    ending: tuple[Block, ...] = ()
    number: str = ""
    code: str = ""
    is_public: bool = False


@transaction.atomic
def issue(
    draft: Draft, *, by, at: datetime | None = None, unit: Unit | None = None, round: Any = None
) -> IssuedPaper:
    """The notice with its number; one that says the same was issued already is that one. `at` is
    the moment, for records of the past. Of a record of a `round` its room has asked whether this
    person may, and says the issuing `unit`.

    Raises NotPermitted. The lock on the series queues the issuers: two at once get two numbers,
    and one paper asked for twice at once is one paper.
    """
    unit = unit or issuing_unit(by, draft.addressee)
    at = at or timezone.now()
    year = timezone.localdate(at).year
    last = hold(unit, draft.kind, year)
    says = digest_as_json([block_as_json(draft), draft.title, draft.number, draft.addressee.pk])
    known = IssuedPaper.objects.filter(unit=unit, kind=draft.kind, says=says).first()
    if known:
        return known
    PaperSeries.objects.filter(unit=unit, kind=draft.kind, year=year).update(last=last + 1)
    document = set_up(draft, letterheads.of(unit), year, last + 1, at)
    told = {"year": year, "running": last + 1, "says": says, "issued_by": by, "issued_at": at}
    return keep(draft, document, unit=unit, round=round, **told)


def keep(draft: Draft, document: Document, **told: Any) -> IssuedPaper:
    """The row of the notice, with the whole of it as it went out."""
    text = json.dumps(document.as_json(), ensure_ascii=False, sort_keys=True)
    paper = IssuedPaper.objects.create(
        kind=draft.kind,
        addressee=draft.addressee,
        number=document.foot,
        document=text,
        digest=digest_of(text),
        **told,
    )
    paper.hazards.set(draft.hazards)
    return paper


def issuing_unit(by, addressee: Unit) -> Unit:
    """That of the role the person reaches the addressee with, the nearest one."""
    if not policy.issues_papers_to(by, addressee):
        raise NotPermitted(_("Notices are issued by an officer of the unit or above."))
    post: Any = scope.nearest_post(by, addressee, *policy.DIRECTING)
    return Unit.objects.get(pk=post.unit_id)


def hold(unit: Unit, kind: Kind, year: int) -> int:
    """The last number given; the row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [unit.pk, kind, year])
        return cursor.fetchone()[0]


def block_as_json(draft: Draft) -> Any:
    bare = Document("", "", "", datetime.min, [*draft.blocks, *draft.ending])
    return bare.as_json()["blocks"]


def digest_as_json(told: Any) -> str:
    return digest_of(json.dumps(told, ensure_ascii=False, sort_keys=True))


def set_up(draft: Draft, letterhead: Letterhead, year: int, running: int, at) -> Document:
    with translation.override(settings.LANGUAGE_CODE):
        number = draft.number or number_of(letterhead, draft.kind, year, running)
        signed = Signed([letterhead.heading, day(timezone.localdate(at))], draft.code)
        blocks = [*draft.blocks, signed, *contacts(draft, letterhead), *draft.ending]
    return Document(
        title=draft.title,
        author=letterhead.heading,
        foot=number,
        at=at,
        blocks=blocks,
        head=Head(letterhead.heading, number),
        addressee="" if draft.is_public else draft.addressee.name,
    )


def number_of(letterhead: Letterhead, kind: Kind, year: int, running: int) -> str:
    """As offices write it: 平安镇中心学校安改〔2021〕7号."""
    words = {
        Kind.RECTIFICATION: pgettext("document number", "rectify"),
        Kind.REVIEW: pgettext("document number", "review"),
        Kind.SUPERVISION: pgettext("document number", "supervise"),
        Kind.PUBLIC: pgettext("document number", "publish"),
        Kind.INSPECTION: pgettext("document number", "inspect"),
    }
    told = {"prefix": letterhead.prefix, "word": words[kind], "year": year, "n": running}
    return _("%(prefix)s%(word)s〔%(year)s〕No. %(n)s") % told


def contacts(draft: Draft, letterhead: Letterhead) -> Iterable[Block]:
    """Never on a public notice: names and phones stay out of it."""
    told = [
        (_("Signatory"), letterhead.signatory),
        *asked_at(letterhead),
        (_("Address"), letterhead.address),
    ]
    line = "　".join(f"{name}：{value}" for name, value in told if value)
    return [Text(line, is_note=True)] if line and not draft.is_public else []


def asked_at(letterhead: Letterhead) -> list[tuple[str, str]]:
    """Contact and phone; lent ones say whose they are, so that nobody seeks them at the school."""
    head = letterheads.who_to_ask(letterhead)
    if head is None:
        return []
    told = [(_("Contact"), head.contact), (_("Phone"), head.phone)]
    if head.unit_id == letterhead.unit_id:
        return told
    named = _("%(name)s (%(unit)s)")
    return [(named % {"name": name, "unit": head.unit.name}, value) for name, value in told]
