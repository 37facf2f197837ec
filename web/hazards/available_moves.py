"""What a person may do with a hazard now, each with its form and with what is still missing.

Moves come from the law as they are; of the acts beside the state only those are offered that
have something to act on.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hazards.models import Extension, Hazard
from hazards.services import MOVES
from web.hazards.closing_checklist import caution_before_delisting
from web.hazards.forms import FIELD_OF, FORMS, LawForm
from web.uploads import NOTHING_SENT, Uploads
from workflow.actions import ACTS
from workflow.errors import Lack, SomethingMissing, Stale, WorkflowError
from workflow.needs import Case, Evidence, missing

# The one act a page of this person is about, most telling first; the others stand in second rank.
PRIMARY = ("close", "assign", "rectify", "restore")

SAYS = {
    "assign": _("A named person puts it right by a day."),
    "reassign": _("Another person or other measures. The original deadline stays."),
    "rectify": _("Then somebody else checks it; it is not closed yet."),
    "fix_on_spot": _("Put right at once. Somebody else still has to check it."),
    "send_back": _("Back to “to be rectified”, as another attempt. These photos are kept."),
    "close": _("Strikes the number off and counts as closed. Later changes need a reopening."),
    "reopen": _("Back to “to be rectified”. The closure stays in the history and in the counts."),
    "dismiss": _("Takes it out of the ledger's rates; only an auditor can restore it."),
    "restore": _("Back to “reported”, under the same number."),
    "request_extension": _("The original deadline does not change."),
    "grant": _("Moves the deadline in force. The original one does not change."),
    "refuse": _("The deadline stays as it is."),
    "control": _("Fence off or switch off first; watched until it is put right."),
    "list_for_supervision": _("A listed hazard cannot be closed before it is delisted."),
    "delist": _("The listing ends. It can be closed once its repair has been checked."),
    "offer_transfer": _("It stays here until somebody there takes it over."),
    "accept_transfer": _(
        "It becomes your unit’s, with its number, deadline, photos and history. "
        "No clock starts again."
    ),
    "decline_transfer": _("It stays with the unit that offered it."),
    "withdraw_transfer": _("It stays where it is."),
}
# Whoever put it right may take their proof back as any reviewer may; that is no check of it.
OF_ONES_OWN = _(
    "You put this right yourself, so somebody else checks it. If it is not right after all, "
    "take it back here: another attempt begins, and these photos are kept."
)

OPENS = {
    "reassign": _("Name another person or measures"),
    "fix_on_spot": _("Show that it was put right"),
    "send_back": _("Say why, and send it back"),
    "reopen": _("Say why, and reopen it"),
    "dismiss": _("Say why it is not taken in"),
    "rectify": _("Submit for the responsible person"),
}


class Gap(NamedTuple):
    """One line of what is missing and the fields that answer it; a form may propose an answer."""

    detail: Any
    field: str
    is_proposed: bool


class Offer:
    """One move or act: its words, its form, and the list that equals the refusal."""

    is_primary = is_open = False
    refusal = caution = ""
    asked: Extension | None = None

    def __init__(self, name: str, label, lacking: list[Lack], hazard: Hazard, by) -> None:
        self.name, self.label, self.says, self.by = name, label, SAYS[name], by
        self.slug = name.replace("_", "-")
        self.opens = OPENS.get(name, label)
        route = "web:move" if name in MOVES else "web:act"
        self.url = reverse(route, args=[hazard.pk, self.slug])
        self.form: LawForm = FORMS[name](hazard=hazard, name=self.slug, by=by)
        self.missing, self.at_first = lacking, lacking
        self.there: list[str] = []
        self.uploads, self.photos = NOTHING_SENT, []

    @property
    def gaps(self) -> list[Gap]:
        """What is missing, each with the field that answers it (empty: none here does)."""
        return [self._gap(lack, FIELD_OF.get(lack.code, lack.code)) for lack in self.missing]

    def _gap(self, lack: Lack, name: str) -> Gap:
        names = [one for one in name.split() if self._asks_for(one)]
        proposed = [self.form.initial.get(one) not in (None, "") for one in names]
        return Gap(lack.detail, " ".join(names), not self.form.is_bound and any(proposed))

    @property
    def lacks(self) -> int:
        """How many things are missing that the form does not propose already."""
        return sum(not gap.is_proposed for gap in self.gaps)

    @property
    def first_gap(self):
        return next((gap.detail for gap in self.gaps if not gap.is_proposed), "")

    def _asks_for(self, name: str) -> bool:
        return name in self.form.fields or (name == "photos" and bool(self.form.photos_show))

    @property
    def needs_photos(self) -> bool:
        return any(FIELD_OF.get(lack.code) == "photos" for lack in self.at_first)

    @property
    def photo_errors(self) -> list[str]:
        lacks = [gap.detail for gap in self.gaps if gap.field == "photos"]
        missing = [_("Still missing: %(what)s") % {"what": what} for what in lacks]
        return [*self.uploads.errors, *(missing if self.refusal else [])]

    def was_refused(self, form: LawForm, uploads: Uploads, refusal) -> None:
        """Shows the same form again with all that was given and what is wrong with it."""
        self.form, self.uploads, self.is_open = form, uploads, True
        self.photos = uploads.kept(self.by)
        self.refusal = sentence_of(refusal)
        if isinstance(refusal, SomethingMissing):
            self.missing = refusal.missing
        else:
            self.missing = [lack for lack in self.at_first if not self._answers(lack)]
        still = {lack.code for lack in self.missing}
        self.there += [str(lack.detail) for lack in self.at_first if lack.code not in still]

    def _answers(self, lack: Lack) -> bool:
        if FIELD_OF.get(lack.code) == "photos":
            return bool(self.uploads.ids)
        return self.form.cleaned_data.get(lack.code) not in (None, "")


class Situation:
    """What the offers of one hazard depend on besides the law; read once for a page."""

    def __init__(self, hazard: Hazard, by, evidence: Evidence, asked: Extension | None) -> None:
        self.hazard, self.by, self.evidence, self.asked = hazard, by, evidence, asked

    def moves(self) -> list[Offer]:
        open_moves = self.hazard.moves_open_to(self.by, self.evidence)
        offers = [self._offer(move.name, move.label, move.missing) for move in open_moves]
        for offer in offers:
            offer.there = there(offer, self.hazard, self.evidence)
            if offer.name == "send_back" and self._is_own_repair:
                offer.says = OF_ONES_OWN
        self._put_first(offers)
        return offers

    @property
    def _is_own_repair(self) -> bool:
        return self.by.pk in (self.hazard.rectified_by_id, self.hazard.rectified_for_id)

    def acts(self) -> list[Offer]:
        return list(self._acts())

    def _acts(self) -> Iterator[Offer]:
        case = Case(self.hazard, {}, self.evidence)
        for act in ACTS:
            if act.is_open_to(self.hazard, self.by) and HAS_AN_OBJECT[act.name](self):
                lacking = [need.lack() for need in missing(act.needs, case)]
                offer = self._offer(act.name, act.label, lacking)
                offer.asked = self.asked if act.name in ("grant", "refuse") else None
                if act.name == "delist":
                    offer.caution = caution_before_delisting(self.hazard, self.evidence)
                yield offer

    def _offer(self, name: str, label, lacking: list[Lack]) -> Offer:
        return Offer(name, label, lacking, self.hazard, self.by)

    def _put_first(self, offers: list[Offer]) -> None:
        """Repairing is the primary act of the person it was given to, not of all who may."""
        mine = self.hazard.responsible_id in (None, self.by.pk)
        names = [name for name in PRIMARY if name != "rectify" or mine]
        rank = {name: place for place, name in enumerate(names)}
        offers.sort(key=lambda offer: rank.get(offer.name, len(names)))
        if offers and offers[0].name in rank:
            offers[0].is_primary = offers[0].is_open = True


def sentence_of(refusal: WorkflowError | None) -> str:
    if refusal is None:
        return str(_("Please look at what is marked below."))
    if isinstance(refusal, Stale):
        return str(_("Somebody has just changed this. Please look again, then submit."))
    return str(refusal)


def there(offer: Offer, hazard: Hazard, evidence: Evidence) -> list[str]:
    """What already speaks for a closure, said with its figures."""
    if offer.name != "close":
        return []
    said = [str(_("Checked by somebody other than who put it right")), photos_there(evidence)]
    if hazard.is_major and not evidence.is_listed:
        said.append(str(_("Not listed for supervision")))
    return said


def photos_there(evidence: Evidence) -> str:
    n = evidence.after
    return ngettext("%(n)s photo of this repair", "%(n)s photos of this repair", n) % {"n": n}


def asked_by_another(situation: Situation) -> bool:
    return bool(situation.asked) and situation.asked.requested_by_id != situation.by.pk


HAS_AN_OBJECT: dict[str, Callable[[Situation], Any]] = {
    "request_extension": lambda situation: situation.asked is None,
    "grant": asked_by_another,
    "refuse": asked_by_another,
    "control": lambda situation: True,
    "list_for_supervision": lambda situation: not situation.evidence.is_listed,
    "delist": lambda situation: situation.evidence.is_listed,
    "offer_transfer": lambda situation: situation.hazard.offer is None,
    **dict.fromkeys(
        ("accept_transfer", "decline_transfer", "withdraw_transfer"),
        lambda situation: False,  # answered on the offer's own page
    ),
}
