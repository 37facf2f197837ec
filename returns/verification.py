"""Whether frozen returns are still what they were made of: the same rows give the same bytes.

Each is composed again from its hazards' history, the submissions it summed and its template;
what was altered in the figures, the rows or the template afterwards shows.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from hazards.snapshot import snapshot
from records.chain import is_unbroken
from records.fold import DoesNotFollow, differences
from returns.fold import NOT_COMPARED, Folded, fold, without_names
from returns.freezing import bytes_of, digest_of
from returns.models.form_templates import digest_of as template_digest
from returns.models.returns import Return, ReturnEntry, Submission
from returns.services.moves import HANDED_IN
from returns.table import derivation
from returns.table.sheet import Document, final_parts, totals

# A report, or a handing over, may have been under way while the return was frozen: its moment is a
# little earlier than the return's, and it is rightly not in it.
UNDER_WAY = timedelta(minutes=10)
AT_ONCE = 100


def faults() -> Iterator[str]:
    """A sentence for each submission that is not what it was made of, in the order of writing; all
    of one moment, while people go on working."""
    with snapshot(connection):
        rows = Submission.objects.order_by("pk")
        full = rows.select_related("of__unit", "of__campaign__template")
        for submission in full.iterator(chunk_size=AT_ONCE):
            for fault in faults_of(submission):
                yield f"{submission.of.number} ({submission.sequence}): {fault}"
        yield from broken_histories()


def faults_of(submission: Submission) -> Iterator[str]:
    if digest_of(submission.document) != submission.digest:
        yield _("its figures or its frame have been changed.")
        return  # what it says now is anybody's word
    document = json.loads(submission.document)
    if template_digest(submission.of.campaign.template.source) != document["form"]["digest"]:
        yield _("its form template has been changed.")
        return
    if final_parts(submission.of.campaign.form, document) != submission.parts:
        yield _("the figures that go up the tree are not those of the document.")
    if not has_its_frame(submission, document):
        yield _("its moment or the returns it sums up are not those of the document.")
    yield from faults_of_rows(submission, document)


def has_its_frame(submission: Submission, document: Document) -> bool:
    """The columns that are read without opening the document say what it says."""
    children = {child["unit"]["code"]: child["digest"] for child in document["children"]}
    moment = datetime.fromisoformat(document["as_of"])
    named = (submission.of.number, submission.of.revision)
    told = (moment, children, (document["number"], document["revision"]))
    return (submission.as_of, submission.children, named) == told


def faults_of_rows(submission: Submission, document: Document) -> Iterator[str]:
    again = composed_again(submission, document)
    if again is None:
        yield _("a return it sums up is not there as it was.")
    elif bytes_of(again) != submission.document:
        yield _("its rows give other figures: %(codes)s.") % {"codes": differing(document, again)}
    late = ", ".join(rows_left_out(submission, document))
    if late:
        yield _("rows of the ledger are missing from it: %(numbers)s.") % {"numbers": late}
    altered = ", ".join(rows_altered(submission, document))
    if altered:
        yield _("records behind it are not what their history tells: %(rows)s.") % {"rows": altered}


def composed_again(submission: Submission, document: Document) -> Document | None:
    """The document, its figures made anew of the rows it names and the submissions it sums."""
    one, form = submission.of, submission.of.campaign.form
    digests = [child["digest"] for child in document["children"]]
    parts = dict(Submission.objects.filter(digest__in=digests).values_list("digest", "parts"))
    if set(digests) - set(parts):
        return None
    rows = derivation.rows_again(one.unit, one.campaign, document["rows"])
    typed = {i.code: document["own"].get(i.code) for i in form.typed}
    again = document | derivation.answers_of(form, rows)
    again["own"] = {**derivation.own_figures(form, rows), **typed}
    return again | totals(form, again, [parts[digest] for digest in digests])


def differing(document: Document, again: Document) -> str:
    values = again["values"]
    codes = [code for code, value in document["values"].items() if values.get(code) != value]
    return ", ".join(codes) or _("the rows behind them")


def rows_left_out(submission: Submission, document: Document) -> Iterator[str]:
    """Records of the unit, in the window and there well before, that are not in it."""
    one, as_of = submission.of, submission.as_of
    known = {row["id"] for row in document["rows"]}
    for kind in derivation.kinds_of(one.campaign.form):
        days = derivation.days_of(one.campaign, kind)
        own = kind.of_unit_then(one.unit, days, kind.past_at(as_of))
        there = kind.there_before(own, as_of - UNDER_WAY, as_of).order_by(*kind.order)
        yield from (str(record) for record in there if str(record.pk) not in known)


def rows_altered(submission: Submission, document: Document) -> Iterator[str]:
    for kind in derivation.kinds_of(submission.of.campaign.form):
        yield from kind.altered(derivation.entries_of(kind, document["rows"]))


def broken_histories() -> Iterator[str]:
    """The returns of a unit to a campaign follow each other: a correction begins with what the one
    before said."""
    handed_in = Submission.objects.only("of", "digest", "by", "as_of").order_by("sequence")
    rows = Return.objects.order_by("campaign", "unit", "revision")
    full = rows.select_related("campaign__template").prefetch_related(
        "history", "photos", Prefetch("submissions", handed_in)
    )
    before: Folded | None = None
    for one in full.iterator(chunk_size=AT_ONCE):
        found, before = broken_history(one, before)
        yield from (f"{one.number}: {fault}" for fault in found)


def broken_history(one: Return, before: Folded | None) -> tuple[list[str], Folded | None]:
    """What is wrong, and what its history leads to; None where it leads nowhere."""
    entries = list(one.history.all())
    if not is_unbroken(entries):
        return [_("its history has been changed.")], None
    if not is_handed_in_as_told(one, entries):
        return [_("what it handed in is not what its history names.")], None
    try:
        folded = fold(one, entries, before)
    except DoesNotFollow as fault:
        return [str(fault)], None
    return list(compared(one, folded)) if folded else [], folded


def is_handed_in_as_told(one: Return, entries: list[ReturnEntry]) -> bool:
    """Who alters a submission together with its digest is found here."""
    told = [(e.facts.get("digest"), e.by_id, e.at) for e in entries if e.move in HANDED_IN]
    return told == [(held.digest, held.by_id, held.as_of) for held in one.submissions.all()]


def compared(one: Return, folded: Folded) -> Iterator[str]:
    but = {*NOT_COMPARED, *folded.untold}
    yield from differences(without_names(one), without_names(folded.one), but)
    if folded.photos is not None:
        held = [str(row.photo_id) for row in one.photos.all()]
        if held != folded.photos:
            yield _("its photos are not those its history names.")
