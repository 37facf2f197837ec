"""What a wording brings to the path of every change (`records.perform`)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hazards.models import Source
from organizations import scope
from papers.publishing.cues import FROM_A_TIP
from papers.publishing.finding import Finding, Names, findings
from papers.publishing.law import LAW
from papers.publishing.models import LONGEST_PLACE, LONGEST_TEXT, PublicWording, WordingEntry
from records.facts import as_fact
from records.kinds import Kind, Performing, When
from workflow import policy
from workflow.errors import Lack

FIELDS = {"place": LONGEST_PLACE, "text": LONGEST_TEXT}
KEPT = (
    *("hazard_id", "unit_id", "place", "text", "is_proposed", "marks"),
    *("worded_by_id", "worded_at", "confirmed_by_id", "confirmed_at", "confirmed_version"),
    *("confirmed_role", "confirmed_unit_id"),
)


class Wordings(Kind):
    """`context` are the names to look for. A line of history tells all the wording says then, so
    that the last one is the row."""

    called = "record"
    stale = gettext_lazy("Somebody has reworded or confirmed this row meanwhile.")
    impossible = gettext_lazy("This cannot be done with a wording that is %(state)s.")
    forbidden = gettext_lazy("Notices are worded by an officer of the unit or above.")

    def rows(self):
        return PublicWording.objects.select_for_update(of=("self",)).select_related(
            "unit", "hazard"
        )

    def entry(self, record: PublicWording, **line: Any) -> WordingEntry:
        return WordingEntry.append(record, **line | {"facts": told_of(record)})

    def lacks(self, doing: Performing) -> list[Lack]:
        """Of words both have to be there and to fit; of a confirmation every cue to be checked."""
        if doing.what.name != "confirm":
            return [*faults(doing.values)]
        checked = {*doing.record.marks, *doing.values["checked"]}
        open_ones = (one for one in cues_in(doing.record, doing.context) if one.key not in checked)
        return [lack_of(one) for one in open_ones]


def told_of(wording: PublicWording) -> dict[str, Any]:
    """All it says, with moments as the database gives them back."""
    told = {name: getattr(wording, name) for name in KEPT}
    moments = {name: at.astimezone(UTC) for name, at in told.items() if isinstance(at, datetime)}
    return {name: as_fact(value) for name, value in (told | moments).items()}


def faults(told: dict[str, str]) -> Iterator[Lack]:
    for field, most in FIELDS.items():
        if not told[field]:
            yield Lack(f"{field}_missing", _("Say something that everybody may read."), field)
        elif len(told[field]) > most:
            sentence = _("%(most)s characters at most.") % {"most": most}
            yield Lack(f"{field}_too_long", sentence, field)


def cues_in(wording: PublicWording, names: Names) -> list[Finding]:
    """Of both fields; own words about a hazard of a tip are a cue as a whole."""
    found = [one for name in FIELDS for one in findings(name, getattr(wording, name), names)]
    if wording.hazard.source == Source.TIP and not wording.is_proposed:
        end = len(wording.text)
        found.append(Finding("text", FROM_A_TIP.code, 0, end, wording.text))
    return found


def lack_of(found: Finding) -> Lack:
    told = {"words": found.words, "cue": found.cue.label, "reason": found.cue.reason}
    sentence = _("“%(words)s” (%(cue)s): %(reason)s Reword it, or check it.") % told
    return Lack(f"cue_{found.code}", sentence, found.field)


def field_of(key: str) -> str:
    """The field the cue of this key stands in."""
    return key.partition(".")[0]


def written_anew(wording: PublicWording, place: str, text: str, is_proposed: bool) -> None:
    """Assign other words: a mark stays only while its field says the same."""
    changed = {
        name
        for name, said in {"place": place, "text": text}.items()
        if getattr(wording, name) != said
    }
    wording.marks = {
        key: mark for key, mark in wording.marks.items() if field_of(key) not in changed
    }
    wording.place, wording.text, wording.is_proposed = place, text, is_proposed
    wording.confirmed_by = wording.confirmed_at = wording.confirmed_version = None
    wording.confirmed_role, wording.confirmed_unit = "", None


WORDINGS = Wordings(PublicWording, LAW)


@WORDINGS.does(When.READY, "confirm")
def take_the_names(doing: Performing) -> None:
    doing.context = doing.values.pop("names")


@WORDINGS.does(When.BODY, "reword")
def assign_words(doing: Performing) -> None:
    told = doing.values
    written_anew(doing.record, told["place"], told["text"], told["is_proposed"])
    doing.record.worded_by, doing.record.worded_at = doing.by, doing.at


@WORDINGS.does(When.BODY, "confirm")
def assign_confirmation(doing: Performing) -> None:
    """With the role it was confirmed in: the paper names that, and never the person."""
    wording, found = doing.record, cues_in(doing.record, doing.context)
    keys = {one.key for one in found}
    mine = {key: mark_by(doing) for key in doing.values["checked"] if key in keys}
    wording.marks = {**mine, **wording.marks}
    wording.confirmed_by, wording.confirmed_at = doing.by, doing.at
    wording.confirmed_version = wording.hazard.version
    post = scope.nearest_post(doing.by, wording.unit, *policy.DIRECTING)
    wording.confirmed_role = post.role if post else ""
    wording.confirmed_unit_id = post.unit_id if post else None


def mark_by(doing: Performing) -> dict[str, Any]:
    return {"by": doing.by.pk, "at": doing.at.isoformat()}
