"""What the notices about hazards say: rectification notice, review opinion, supervision notice."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from hazards.models import Hazard, HistoryEntry, Supervision
from papers.document import Block, Facts, Section, Signatures, Text
from papers.hazards import photos as hazard_photos
from papers.hazards.case_file import way_back
from papers.hazards.facts import day_of, day_or_nothing, money
from papers.issued import IssuedPaper, Kind
from papers.issuing import Draft, issue
from papers.notes import JOINED_BY, day
from workflow.errors import Lack, NotPossible, SomethingMissing

MOST = 50  # hazards in one notice
PHOTOS = 2  # of each hazard
REVIEWS = ("close", "send_back", "reopen")


def rectification_notice(hazards: list[Hazard], *, by, at: datetime | None = None) -> IssuedPaper:
    """Several hazards of one unit in one notice. Raises SomethingMissing, NotPermitted."""
    hazards = sorted(hazards, key=lambda hazard: hazard.number)
    lacking = list(faults(hazards))
    if lacking:
        raise SomethingMissing(lacking)
    with translation.override(settings.LANGUAGE_CODE):
        blocks = [Text(opening(hazards)), *each(hazards), *(Text(one) for one in demands())]
        receipt = Signatures([_("Received by (signature)"), _("Received on")])
        title, unit = _("Rectification notice"), hazards[0].unit
        draft = Draft(Kind.RECTIFICATION, unit, title, blocks, tuple(hazards), (receipt,))
    return issue(draft, by=by, at=at)


def faults(hazards: list[Hazard]) -> Iterator[Lack]:
    if not hazards:
        yield Lack("hazards", _("at least one hazard"))
    if len({hazard.unit_id for hazard in hazards}) > 1:
        yield Lack("one_unit", _("hazards of one unit only: a notice has one addressee"))
    if len(hazards) > MOST:
        yield Lack("too_many", _("%(n)s hazards or fewer in one notice") % {"n": MOST})
    settled = [hazard.number for hazard in hazards if not hazard.is_open]
    if settled:
        told = {"numbers": JOINED_BY.join(settled)}
        yield Lack("open", _("open hazards only; not open: %(numbers)s") % told)


def opening(hazards: list[Hazard]) -> str:
    told = {"n": len(hazards), "on": day(max(hazard.found_on for hazard in hazards))}
    return _("Up to %(on)s, %(n)s hazards were found at your unit. They must be put right:") % told


def each(hazards: list[Hazard]) -> Iterator[Block]:
    for place, hazard in enumerate(hazards, start=1):
        yield Section(_("Hazard %(n)s: %(number)s") % {"n": place, "number": hazard.number})
        yield Facts(present([*what(hazard), *demanded(hazard)]))
        yield hazard_photos.before(hazard, PHOTOS)


def what(hazard: Hazard) -> list[tuple[str, str]]:
    clause = hazard.clause.text if hazard.clause else ""
    return [
        (_("Place"), hazard.place),
        (_("What was found"), hazard.description),
        (_("Category"), hazard.category.label),
        (_("Severity"), str(hazard.get_severity_display())),
        (_("Clause"), clause),
        (_("Found on"), day(hazard.found_on)),
    ]


def demanded(hazard: Hazard) -> list[tuple[str, str]]:
    return [
        (_("Measures"), hazard.measures or _("to be set by the unit when it is assigned")),
        (_("Responsible person"), str(hazard.responsible or "")),
        (_("Deadline"), day_or_nothing(hazard.due_on) or _("to be set when it is assigned")),
    ]


def present(facts: list[tuple[str, str]]) -> list[list[str]]:
    return [[name, value] for name, value in facts if value]


def demands() -> list[str]:
    return [
        _("1. Put each of them right by its deadline, as the measures say."),
        _("2. Until then, take interim measures so that nobody is hurt."),
        _("3. Show the repair in the ledger with a photo; somebody else checks it and closes it."),
        _("4. Whoever needs more time asks for it before the deadline, with the reason."),
    ]


def review_opinion(hazard: Hazard, *, by, at: datetime | None = None) -> IssuedPaper:
    """The result of the last review. Raises NotPossible where none stands, NotPermitted."""
    review = standing_review(hazard)
    if review is None:
        sentence = _("A review opinion is there once the repair was reviewed.")
        raise NotPossible(sentence, hazard=hazard)
    with translation.override(settings.LANGUAGE_CODE):
        shown = hazard_photos.both(hazard)
        facts = Facts(result(hazard, review))
        blocks: list[Block] = [Text(reviewed(hazard, review)), facts, shown]
        draft = about_one(Kind.REVIEW, hazard, _("Review opinion"), blocks)
    return issue(draft, by=by, at=at)


def standing_review(hazard: Hazard) -> HistoryEntry | None:
    """The last review, unless the hazard was reopened or moved on since."""
    review = hazard.history.filter(move__in=REVIEWS).last()
    stands = review and review.move != "reopen" and review.after == hazard.state
    return review if stands else None


def about_one(kind: Kind, hazard: Hazard, title: str, blocks: list[Block]) -> Draft:
    """With a QR code beside the signature."""
    return Draft(kind, hazard.unit, title, blocks, (hazard,), code=way_back().caption)


def reviewed(hazard: Hazard, review: HistoryEntry) -> str:
    told = {"on": day_of(review.at), "number": hazard.number}
    notice = notice_about(hazard)
    if notice:
        sentence = _("Of our notice %(notice)s, hazard %(number)s was reviewed on %(on)s:")
        return sentence % {**told, "notice": notice}
    return _("Hazard %(number)s of your unit was reviewed on %(on)s:") % told


def notice_about(hazard: Hazard) -> str:
    """The number of the last rectification notice its unit got about it. One that another unit got
    before the hazard changed hands is not this one's to know."""
    sent = IssuedPaper.objects.filter(
        kind=Kind.RECTIFICATION, hazards=hazard, addressee=hazard.unit
    ).first()
    return sent.number if sent else ""


def result(hazard: Hazard, review: HistoryEntry) -> list[list[str]]:
    has_passed = review.move == "close"
    passed = _("Passed: the hazard is put right, its number is struck off.")
    remains = _("Not passed: it is to be put right again.")
    return present(
        [
            *what(hazard),
            (_("What was done"), hazard.measures_taken),
            (_("Rectified on"), day_of(hazard.rectified_at)),
            (_("Outcome of the review"), passed if has_passed else remains),
            (_("Reviewer's note") if has_passed else _("What remains"), review.note),
            (_("Deadline"), "" if has_passed else day_or_nothing(hazard.due_on)),
        ]
    )


def supervision_notice(hazard: Hazard, *, by, at: datetime | None = None) -> IssuedPaper:
    """Under the listing's own document number. Raises SomethingMissing, NotPermitted."""
    listing = hazard.supervisions.filter(delisted_on=None).first()
    if listing is None:
        raise SomethingMissing([Lack("listed", _("a listing for supervision"))])
    with translation.override(settings.LANGUAGE_CODE):
        draft = about_one(
            Kind.SUPERVISION, hazard, _("Supervision notice"), supervised(hazard, listing)
        )._replace(number=listing.document_number)
    return issue(draft, by=by, at=at)


def supervised(hazard: Hazard, listing: Supervision) -> list[Block]:
    told = {"level": listing.get_level_display(), "on": day(listing.listed_on)}
    sentence = _("The hazard below is listed for supervision (%(level)s) from %(on)s.") % told
    facts = [
        (_("Number"), hazard.number),
        *what(hazard),
        (_("Responsible person"), str(hazard.responsible or "")),
        (_("Measures"), hazard.measures),
        (_("Funds planned (yuan)"), money(hazard.funds)),
        (_("Deadline of the listing"), day(listing.deadline)),
        (_("Contingency plan"), hazard.contingency),
    ]
    return [
        Text(sentence),
        Facts(present(facts)),
        hazard_photos.before(hazard, PHOTOS),
        *(Text(one) for one in requirements()),
    ]


def requirements() -> list[str]:
    return [
        _("1. The head of the unit answers for it: person, measures, funds, deadline, plan."),
        _("2. While the hazard is there, the place is closed or guarded."),
        _("3. It can be closed only after it was checked on site and is no longer listed."),
    ]
