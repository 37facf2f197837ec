"""检查记录: what was looked at, when and where, what was found, what was done about it, and who
signs for it or refuses to (安全生产法, article 68)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hazards.models import Hazard
from inspections.history.amendments import Amendment, amendments_of
from inspections.lines import NOT_APPLICABLE, answers_of, lines_of, sections_of
from inspections.models import Round, UnitSignature
from inspections.models.rounds import team_of
from organizations import scope
from organizations.models import Unit
from papers.document import Block, Facts, Section, Signatures, Table, Text
from papers.hazards.facts import day_or_nothing
from papers.issued import IssuedPaper, Kind
from papers.issuing import Draft, issue
from papers.notes import JOINED_BY, PARTED_BY, day
from workflow import policy
from workflow.errors import NotPermitted, NotPossible

HEAD_WIDTHS = [0.06, 0.2, 0.4, 0.34]


def inspection_record(one: Round, *, by: Any, at: datetime | None = None) -> IssuedPaper:
    """The record of a finished round with its number; asked for again with nothing changed it is
    the same one. For whoever did the round, and whoever issues papers to the unit. Raises
    NotPossible, NotPermitted."""
    if not one.is_finished:
        raise NotPossible(_("A record is there once the round is finished."))
    if one.finished_by_id != by.pk and not policy.issues_papers_to(by, one.unit):
        raise NotPermitted(_("Records are printed by who did the round, or an officer."))
    hazards = hazards_of(one)
    with translation.override(settings.LANGUAGE_CODE):
        blocks = [*blocks_of(one, hazards)]
        draft = Draft(Kind.INSPECTION, one.unit, _("Inspection record"), blocks, tuple(hazards))
    return issue(draft, by=by, at=at, unit=issuing_unit(by, one), round=one)


def issuing_unit(by: Any, one: Round) -> Unit:
    """Whose inspection it was; of one that came due the unit itself."""
    if one.is_planned:
        return one.unit
    post = scope.nearest_post(by, one.unit, *policy.INSPECTING)
    return Unit.objects.get(pk=post.unit_id) if post else one.unit


def record_of(one: Round) -> IssuedPaper | None:
    """The last one that was issued of it."""
    return IssuedPaper.objects.filter(round=one.pk).first()


def hazards_of(one: Round) -> list[Hazard]:
    keys = one.findings.values("hazard")
    found = Hazard.objects.filter(pk__in=keys).select_related("category", "responsible")
    return list(found.order_by("number"))


def blocks_of(one: Round, hazards: list[Hazard]) -> Iterator[Block]:
    yield Facts([[name, value] for name, value in facts_of(one) if value])
    yield Section(_("Problems and how they were dealt with"))
    if hazards:
        head = [_("No."), _("Place"), _("Problem"), _("How it was dealt with")]
        yield Table(head, [row(n, each) for n, each in enumerate(hazards, 1)], HEAD_WIDTHS)
    else:
        yield Text(_("Everything was looked at; no hazard was found."))
    yield from signatures(one)


def facts_of(one: Round) -> list[tuple[str, str]]:
    finished = timezone.localtime(one.finished_at)
    at = _("%(day)s, finished at %(time)s") % {
        "day": day(finished.date()),
        "time": date_format(finished, "H:i"),
    }
    people = team_of(one)
    return [
        (_("Time"), at),
        (_("Inspected unit"), one.unit.name),
        (_("Where"), one.whereabouts or ""),
        (_("Inspectors"), JOINED_BY.join(map(str, people))),
        (_("What for"), str(one.outing or one)),
        (_("Checklist"), one.checklist.title if one.checklist else ""),
        (_("Content"), JOINED_BY.join(sections_of(lines_of(one)))),
        (_("Result"), result_of(one)),
        (_("Not applicable"), JOINED_BY.join(left_out(one))),
        (_("Remarks"), one.note),
        (_("Amended"), PARTED_BY.join(map(amended, amendments_of(one)))),
    ]


def amended(one: Amendment) -> str:
    told = {"day": day(timezone.localdate(one.entry.at)), "who": str(one.entry.by)}
    return _("%(day)s, by %(who)s: %(reason)s") % {**told, "reason": one.entry.note}


def result_of(one: Round) -> str:
    if not one.checklist:
        return _("%(n)s problems") % {"n": one.found}
    told = {"ok": one.ok, "without": one.not_applicable, "found": one.found}
    return _("normal %(ok)s, not applicable %(without)s, problems %(found)s") % told


def left_out(one: Round) -> list[str]:
    answers = answers_of(one)
    return [line.text for line in lines_of(one) if answers[line.key][0] == NOT_APPLICABLE]


def row(n: int, hazard: Hazard) -> list[str]:
    return [str(n), hazard.place, hazard.description, dealt_with(hazard)]


def dealt_with(hazard: Hazard) -> str:
    """As it stands when the record is printed."""
    due_on = day_or_nothing(hazard.due_on)
    told = [
        _("in the ledger as %(number)s") % {"number": hazard.number},
        str(hazard.get_state_display()),
        hazard.measures_taken or hazard.measures,
        _("to be put right by %(day)s") % {"day": due_on} if due_on and hazard.is_open else "",
    ]
    return PARTED_BY.join(filter(None, told))


def signatures(one: Round) -> Iterator[Block]:
    """Lines to sign on; what was said in the ledger already stands above them."""
    said = UnitSignature.objects.filter(pk=one.pk).select_related("signed_by").first()
    if said and said.refusal:
        reason = {"reason": said.refusal, "day": day(timezone.localdate(said.at))}
        yield Text(_("The unit refused to sign (%(day)s): %(reason)s") % reason)
    elif said:
        who = {"who": str(said.signed_by), "day": day(timezone.localdate(said.at))}
        yield Text(_("Signed in the ledger for the unit by %(who)s on %(day)s.") % who)
    yield Signatures([_("Inspectors (signature)"), _("Unit (signature)"), _("Date")])
