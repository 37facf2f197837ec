"""The table of a return as it is printed, whatever program draws it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import translation

from papers.notes import closing, day, notes
from papers.printing.formatting import printable
from papers.returns.grid import Grid, grid_of
from returns.forms.shape import HEADER
from returns.table.sheet import Sheet


@dataclass(frozen=True)
class Paper:
    """`header` pairs each label with what stands behind it; `at` is the moment of the figures."""

    title: str
    number: str
    at: datetime
    header: list[tuple[str, str]]
    grid: Grid
    notes: list[str]
    closing: str

    @property
    def author(self) -> str:
        """The unit that fills it in."""
        return self.header[0][1]


def paper_of(sheet: Sheet) -> Paper:
    """In the language of the office, whoever asks: the same return is the same paper."""
    with translation.override(settings.LANGUAGE_CODE):
        return Paper(
            title=sheet.form.title,
            number=sheet.document["number"],
            at=sheet.as_of,
            header=header(sheet),
            grid=grid_of(sheet),
            notes=notes(sheet),
            closing=closing(sheet),
        )


def header(sheet: Sheet) -> list[tuple[str, str]]:
    said = sheet.document["header"]
    filled_on = said["filled_on"] and day(date.fromisoformat(said["filled_on"]))
    told = {**said, "filled_on": filled_on}
    return [(sheet.form.header[name], printable(told[name])) for name in HEADER]
