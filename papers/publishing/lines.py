"""The rows of a public notice before it goes out: what is told, what stands in the way, who said
that it may."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from hazards.models import Hazard
from papers.publishing.finding import Finding, Names, findings
from papers.publishing.models import PublicWording
from papers.publishing.names import names_for
from papers.publishing.perform import FIELDS, cues_in, field_of
from papers.publishing.services import Words, cleaned, is_confirmed, words_of
from workflow.errors import Lack


@dataclass
class Line:
    """One hazard of a notice. `version` is the wording's, 0 where nobody has touched it yet; `kept`
    are the words without what somebody is about to say."""

    hazard: Hazard
    wording: PublicWording | None
    kept: Words
    place: str
    text: str
    is_proposed: bool
    cues: list[Finding]
    left_out: list[Finding]

    @property
    def version(self) -> int:
        return self.wording.version if self.wording else 0

    @property
    def marks(self) -> dict[str, Any]:
        """Of the fields that say what they said when somebody checked them."""
        own = self.wording
        same = {name for name in FIELDS if own and getattr(own, name) == getattr(self, name)}
        return {key: m for key, m in (own.marks if own else {}).items() if field_of(key) in same}

    @property
    def unchecked(self) -> list[Finding]:
        return [one for one in self.cues if one.key not in self.marks]

    @property
    def is_confirmed(self) -> bool:
        return is_confirmed(self.wording, self.hazard)

    @property
    def is_outdated(self) -> bool:
        """Confirmed once, of the hazard as it was before."""
        own = self.wording
        return bool(own and own.confirmed_at and not self.is_confirmed)

    @property
    def is_changed(self) -> bool:
        """Something else is about to be said than what is kept."""
        return (self.place, self.text) != self.kept

    @property
    def is_ready(self) -> bool:
        return self.is_confirmed and not self.is_changed and not self.unchecked

    def lacks(self) -> list[Lack]:
        """What keeps the row from being printed, in sentences that name it, about its hazard."""
        number, key = {"number": self.hazard.number}, str(self.hazard.pk)
        if self.is_ready:
            return []
        if self.unchecked:
            return [self._cue(one) for one in self.unchecked]
        if self.is_outdated:
            sentence = _("%(number)s has changed since its row was confirmed")
            return [Lack("row_changed", sentence % number, key)]
        return [Lack("row_unconfirmed", _("%(number)s: nobody has confirmed it") % number, key)]

    def _cue(self, one: Finding) -> Lack:
        told = {"number": self.hazard.number, "words": one.words, "reason": one.cue.reason}
        sentence = _("%(number)s: “%(words)s” is not checked. %(reason)s") % told
        return Lack(f"row_cue_{one.code}", sentence, str(self.hazard.pk))


def lines_of(
    hazards: Iterable[Hazard],
    units: Iterable[Any],
    *,
    by: Any,
    typed: Mapping[Any, Words] = MappingProxyType({}),
) -> list[Line]:
    """A line for each hazard, in their order; `units` are those the notice is about, `typed` what
    somebody is about to say of some hazards, by their keys. What is asked of the database does not
    depend on how many there are."""
    shown = list(hazards)
    names = names_for(by, {*units, *(hazard.unit for hazard in shown)}, shown)
    keys = [hazard.pk for hazard in shown]
    known = {
        (one.hazard_id, one.unit_id): one
        for one in PublicWording.objects.filter(hazard__in=keys).for_reading()
    }
    return [
        line_of(one, known.get((one.pk, one.unit_id)), names, typed.get(one.pk)) for one in shown
    ]


def line_of(
    hazard: Hazard, wording: PublicWording | None, names: Names, typed: Words | None
) -> Line:
    proposed = words_of(hazard, None, names)
    kept = words_of(hazard, wording, names)
    words = cleaned(*typed) if typed else kept
    is_kept = wording is not None and words == (wording.place, wording.text)
    is_proposed = wording.is_proposed if wording and is_kept else words == proposed
    shown = PublicWording(hazard=hazard, place=words[0], text=words[1], is_proposed=is_proposed)
    cues = cues_in(shown, names)
    return Line(hazard, wording, kept, *words, is_proposed, cues, left_out(shown, names))


def left_out(shown: PublicWording, names: Names) -> list[Finding]:
    """What in the original may point to somebody and does not stand in the public words."""
    hazard, public = shown.hazard, f"{shown.place}\n{shown.text}"
    written = {"place": hazard.place, "text": hazard.description}
    found = [one for field, said in written.items() for one in findings(field, said, names)]
    return [one for one in found if one.words not in public]
