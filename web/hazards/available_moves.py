"""What a person may do with a hazard now, each with its form and with what is still missing.

Moves come from the law as they are; of the acts beside the state only those are offered that
have something to act on.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hazards.models import Extension, Hazard
from web.hazards.closing_checklist import caution_before_delisting
from web.hazards.forms import FIELD_OF, DeclaredForm, LawForm
from web.uploads import NOTHING_SENT, Uploads
from workflow.action_needs import LISTED
from workflow.actions import ACTS
from workflow.declarations.moves import Action, Declared, Move
from workflow.errors import Lack, SomethingMissing, Stale, WorkflowError
from workflow.needs import Case, Evidence, missing
from workflow.states import State


class Gap(NamedTuple):
    """One line of what is missing and the fields that answer it; a form may propose an answer."""

    detail: Any
    field: str
    is_proposed: bool


class AvailableMove:
    """One move or act: its words, its form, and the list that equals the refusal."""

    is_primary = is_open = False
    refusal = caution = ""
    asked: Extension | None = None

    def __init__(self, declared: Declared, lacking: list[Lack], hazard: Hazard, by) -> None:
        self.declared, self.name, self.slug, self.by = declared, declared.name, declared.slug, by
        self.label, self.says = declared.label, declared.explains(hazard, by)
        self.opens = declared.opens or declared.label
        route = "web:move" if isinstance(declared, Move) else "web:act"
        self.url = reverse(route, args=[hazard.pk, self.slug])
        self.form: LawForm = DeclaredForm(declared=declared, record=hazard, by=by)
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

    def __init__(self, hazard: Hazard, by, evidence: Evidence) -> None:
        self.hazard, self.by, self.evidence = hazard, by, evidence

    def moves(self) -> list[AvailableMove]:
        open_moves = self.hazard.moves_open_to(self.by, self.evidence)
        offers = [self._offer(move.declared, move.missing) for move in open_moves]
        for offer in offers:
            offer.there = there(offer, self.hazard, self.evidence)
        self._put_first(offers)
        return offers

    def acts(self) -> list[AvailableMove]:
        return list(self._acts())

    def _acts(self) -> Iterator[AvailableMove]:
        case = Case(self.hazard, {}, self.evidence)
        for act in ACTS:
            if act.offered(self.hazard, self.by) and act.is_open_to(self.hazard, self.by):
                unmet = missing(act.needs, case)
                if not any(need.is_final for need in unmet):
                    yield self._act(act, [need.lack() for need in unmet])

    def _act(self, act: Action, lacking: list[Lack]) -> AvailableMove:
        offer = self._offer(act, lacking)
        offer.asked = self.hazard.open_extension if act.of == "extension" else None
        if LISTED in act.needs:
            offer.caution = caution_before_delisting(self.hazard, self.evidence)
        return offer

    def _offer(self, declared: Declared, lacking: list[Lack]) -> AvailableMove:
        return AvailableMove(declared, lacking, self.hazard, self.by)

    def _put_first(self, offers: list[AvailableMove]) -> None:
        """The one move a page of this person is about; the others stand in second rank."""

        def is_main(offer: AvailableMove) -> bool:
            return offer.declared.main(self.hazard, self.by)

        offers.sort(key=is_main, reverse=True)
        if offers and is_main(offers[0]):
            offers[0].is_primary = offers[0].is_open = True


def sentence_of(refusal: WorkflowError | None) -> str:
    if refusal is None:
        return str(_("Please look at what is marked below."))
    if isinstance(refusal, Stale):
        return str(_("Somebody has just changed this. Please look again, then submit."))
    return str(refusal)


def there(offer: AvailableMove, hazard: Hazard, evidence: Evidence) -> list[str]:
    """What already speaks for a closure, said with its figures."""
    if not isinstance(offer.declared, Move) or offer.declared.target != State.CLOSED:
        return []
    said = [str(_("Checked by somebody other than who put it right")), photos_there(evidence)]
    if hazard.is_major and not evidence.is_listed:
        said.append(str(_("Not listed for supervision")))
    return said


def photos_there(evidence: Evidence) -> str:
    n = evidence.after
    return ngettext("%(n)s photo of this repair", "%(n)s photos of this repair", n) % {"n": n}
