"""What can be wrong with a cell, in words: for a person beside the row, for a program as a code."""

from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = {
    "missing": _("Nothing is written here."),
    "missing_column": _("No column was matched to “%(field)s”, which every row needs."),
    "too_long": _("Too long: %(length)s characters, at most %(most)s."),
    "unknown_unit": _("You have no unit called “%(text)s”."),
    "ambiguous_unit": _("Several of your units are called “%(text)s”; write the code of the unit."),
    "unit_closed": _("“%(text)s” is closed; write the unit that took its place."),
    "not_permitted": _("You may not report hazards for “%(text)s”."),
    "unknown_category": _("There is no category “%(text)s”."),
    "unknown_severity": _("“%(text)s” is no severity; write “%(choices)s”."),
    "unknown_clause": _("There is no clause “%(text)s”."),
    "clause_needed": _("A major hazard names the clause that makes it major."),
    "unknown_source": _("“%(text)s” is no source; write one of: %(choices)s."),
    "neither_yes_nor_no": _("“%(text)s” is neither yes nor no."),
    "bad_date": _("“%(text)s” is no day with a year, such as 2021-06-05."),
    "future": _("%(text)s has not come yet."),
    "too_early": _("%(text)s is too long ago."),
    "twice": _("The same hazard stands in row %(row)s already."),
    "twice_elsewhere": _("The same hazard stands in row %(row)s of the sheet “%(sheet)s” already."),
    "already_here": _("This row is in the ledger already, as %(number)s."),
    "example": _("This is the example of the template; put your own row in its place."),
    "bad_code": _("“%(text)s” is no code: letters, digits, dots and hyphens only."),
    "edition_taken": _(
        "The edition “%(edition)s” has another wording of %(code)s; name a new edition."
    ),
    "refused": "%(why)s",  # by the law, in a sentence of its own
}
ALREADY_HERE = "already_here"


class Fault(NamedTuple):
    """One thing wrong in `row` (as Excel numbers it) under the head `column`, which is empty where
    it is about the row as a whole; `told` fills the sentence."""

    row: int
    column: str
    code: str
    told: dict[str, Any]
    sheet: str = ""

    @property
    def detail(self) -> str:
        return gettext(SENTENCES[self.code]) % self.told


class Unacceptable(ValueError):
    """A file or a matching that is refused as a whole; `attr` is what was sent wrongly."""

    def __init__(self, code: str, sentence: str, attr: str = "file") -> None:
        super().__init__(sentence)
        self.code, self.attr = code, attr
