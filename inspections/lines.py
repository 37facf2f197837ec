"""What is asked in one round: the lines of the version it was due under, and the unit's own."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from inspections.checklists.shape import Line
from inspections.models import Draft, OwnLine, Round

OK, HAZARD, NOT_APPLICABLE = "ok", "hazard", "not_applicable"
RESULTS = (OK, HAZARD, NOT_APPLICABLE)
WORDS: dict[str, Promise] = {
    OK: pgettext_lazy("round", "Normal"),
    HAZARD: pgettext_lazy("round", "Hazard"),
    NOT_APPLICABLE: gettext_lazy("Not applicable"),
}


def lines_of(one: Round) -> list[Line]:
    """In their order; a free round without a list has none."""
    if one.checklist is None:
        return []
    asked = one.checklist.listed.lines_for(one.unit.kind)
    return [*asked, *own_lines(one)]


def own_lines(one: Round) -> list[Line]:
    """Those the unit had added by the day its window began."""
    mine = OwnLine.objects.filter(unit=one.unit_id, code=one.code).asked(one.opens_on)
    return [as_line(line) for line in mine.select_related("category")]


def as_line(own: OwnLine) -> Line:
    return Line(own.key, own.text, _("Added by the unit"), own.category.code, "")


def answers_so_far(one: Round) -> dict[str, list[str]]:
    """[answer, note] by line of what was tapped and kept; where a hazard was found that decides."""
    draft = Draft.objects.filter(pk=one.pk).first()
    told = dict(draft.answers) if draft else {}
    found = [line for line in one.findings.values_list("line", flat=True) if line]
    return told | {line: [HAZARD, note_in(told, line)] for line in found}


def note_in(answers: dict[str, list[str]], line: str) -> str:
    return answers.get(line, ["", ""])[1]


def answers_of(one: Round) -> dict[str, list[str]]:
    """The same of one that is finished: whatever is no exception was normal."""
    said = one.exceptions or {}
    return {line.key: said.get(line.key, [OK, ""]) for line in lines_of(one)}


@lru_cache(maxsize=512)
def _titles(source_lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.section for line in source_lines))


def sections_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """The headings, each once."""
    return _titles(tuple(lines))
