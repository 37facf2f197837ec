"""The papers for a hazard's own file: closing certificate 「销号单」, case file 「一患一档」.

Both end with the digest of the last line of history, which hangs on all lines before it: whoever
holds the paper can tell whether the ledger still says the same.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hazards.models import Hazard, HistoryEntry
from papers.document import Block, Code, Document, Facts, Section, Signatures, Table, Text
from papers.hazards import photos as hazard_photos
from papers.hazards.facts import LIFE, WHOLE, Part, facts
from papers.notes import day
from workflow.errors import NotPossible

HISTORY = [4.2, 2.6, 3.4, 7.2]


def closing_certificate(hazard: Hazard) -> Document:
    """One page to be signed. Raises NotPossible for a hazard that is not closed."""
    if not hazard.is_closed:
        raise NotPossible(_("Only a closed hazard has a closing certificate."), hazard=hazard)
    names = [_("Responsible person (signature)"), _("Reviewer (signature)"), _("Unit (seal)")]
    pictures = hazard_photos.both(hazard)
    blocks: list[Block] = [rows(hazard), pictures, Signatures(names)]
    return about(hazard, _("Closing certificate"), blocks)


def case_file(hazard: Hazard) -> Document:
    """Everything there is: facts, all photos, the whole history with its digests."""
    pictures = hazard_photos.all_of(hazard)
    shown: list[Block] = [Section(_("Photos")), pictures] if pictures.pictures else []
    told: list[Block] = [Section(_("History")), history(entries_of(hazard))]
    return about(hazard, _("Case file"), [rows(hazard, WHOLE), *shown, *told])


def about(hazard: Hazard, title: str, blocks: list[Block]) -> Document:
    """Dated as the last thing that happened: the same record gives the same bytes."""
    entries = entries_of(hazard)
    told = {"n": len(entries), "digest": entries[-1].digest}
    sentence = _("%(n)s lines of history; digest of the last one: %(digest)s") % told
    ending: list[Block] = [Text(sentence, is_note=True), way_back()]
    unit = hazard.unit.name
    return Document(title, unit, hazard.number, entries[-1].at, [*blocks, *ending])


def way_back() -> Code:
    return Code(_("Scan to open this hazard in the ledger (login needed)."))


def rows(hazard: Hazard, parts: Iterable[Part] = LIFE) -> Facts:
    return Facts([list(fact) for fact in facts(hazard, parts)])


def entries_of(hazard: Hazard) -> list[HistoryEntry]:
    return list(hazard.history.select_related("by"))


def history(entries: list[HistoryEntry]) -> Table:
    head = [_("When"), _("Act"), _("By"), _("Note and digest")]
    return Table(head, [line(entry) for entry in entries], HISTORY)


def line(entry: HistoryEntry) -> list[str]:
    at = timezone.localtime(entry.at)
    note = f"{entry.note}\n{entry.digest[:16]}".strip()
    return [f"{day(at.date())} {at:%H:%M}", entry.label, str(entry.by), note]


PAPERS: dict[str, tuple[Callable[[Hazard], Document], Any]] = {
    "closing-certificate": (closing_certificate, gettext_lazy("Closing certificate")),
    "case-file": (case_file, gettext_lazy("Case file")),
}


def paper(hazard: Hazard, name: str) -> Document:
    """The paper of that name. Raises KeyError, NotPossible."""
    with translation.override(settings.LANGUAGE_CODE):
        return PAPERS[name][0](hazard)
