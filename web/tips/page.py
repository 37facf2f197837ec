"""A tip as the page of a handler shows it: what was told, what may be done, what was done."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property

from hazards.models import Hazard
from tips.law import ACTIONS, FEEDBACK, REWARD
from tips.models import Tip, TipPhoto
from tips.texts import Piece, pieces
from web.tips.move_forms import FORMS, TipMove
from web.uploads import NOTHING_SENT
from workflow.declarations.moves import Declared


class Picture(NamedTuple):
    id: str
    thumb_url: str
    display_url: str


def picture(photo: TipPhoto) -> Picture:
    urls = (
        reverse("web:tip_photo", args=[photo.tip_id, photo.pk, s]) for s in ("thumb", "display")
    )
    return Picture(str(photo.pk), *urls)


class Offer:
    """One move or act with its form."""

    refusal = ""
    is_open = False

    def __init__(self, declared: Declared, tip: Tip, by) -> None:
        self.declared, self.slug, self.by = declared, declared.slug, by
        self.label, self.says = declared.label, declared.explains(tip, by)
        self.url = reverse("web:tip_move", args=[tip.pk, self.slug])
        self.form: Any = form_of(declared, tip, by)
        self.takes_photos = getattr(self.form, "takes_photos", False)
        self.uploads, self.photos = NOTHING_SENT, []


def form_of(declared: Declared, tip: Tip, by, data=None) -> TipMove:
    return FORMS.get(declared.name, TipMove)(data, tip=tip, by=by, name=declared.slug)


class TipPage:
    def __init__(self, tip: Tip, reader) -> None:
        self.tip, self.reader = tip, reader
        self.offers = list(self._offers())
        self.refusal = ""

    def _offers(self) -> Iterator[Offer]:
        """What waits to be answered is answered first."""
        acts = [act for act in ACTIONS.values() if act in (FEEDBACK, REWARD)]
        if self.tip.is_decided:
            yield from (self._offer(act) for act in acts if act.is_open_to(self.tip, self.reader))
        for move in self.tip.moves_open_to(self.reader):
            yield self._offer(move.declared)

    def _offer(self, declared: Declared) -> Offer:
        offer = Offer(declared, self.tip, self.reader)
        is_first = declared.name == "accept" or (declared is FEEDBACK and not self.tip.answered_on)
        offer.is_open = is_first
        return offer

    def was_refused(self, name: str, form: TipMove, uploads, refusal: str) -> None:
        """The same form again with all that was given, or the refusal alone where it is gone."""
        for offer in self.offers:
            if offer.declared.name == name:
                offer.form, offer.uploads, offer.is_open = form, uploads, True
                offer.photos, offer.refusal = uploads.kept(self.reader), refusal
                return
        self.refusal = refusal

    @cached_property
    def pieces(self) -> list[Piece]:
        return list(pieces(self.tip.text))

    @property
    def is_marked(self) -> bool:
        return any(piece.is_marked for piece in self.pieces)

    @cached_property
    def pictures(self) -> list[Picture]:
        return [picture(photo) for photo in self.tip.photos.all() if photo.deleted_on is None]

    @cached_property
    def hazard(self) -> Hazard | None:
        """The one it became or joined, where the reader sees it."""
        if self.tip.hazard_id is None:
            return None
        return Hazard.objects.visible_to(self.reader).filter(pk=self.tip.hazard_id).first()

    @property
    def lines(self):
        return self.tip.history.select_related("by").order_by("-sequence")

    @property
    def follow_ups(self):
        return self.tip.follow_ups.order_by("day", "recorded_at")
