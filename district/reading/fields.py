"""What the columns of the two sheets can be, and by which words their heads are recognised."""

from functools import cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district.reading.heads import OF_PEOPLE, OF_UNITS
from imports.rows.fields import in_each_language, plain

UNITS, PEOPLE = "units", "people"
SHORTEST_HINT = 3  # characters of a word that is recognised inside a longer head


class Field(NamedTuple):
    """A column. A `spare` one is recognised, and is no column of the template."""

    code: str
    label: str | Promise
    longest: int = 80
    is_needed: bool = False
    spare: bool = False


FIELDS = {
    UNITS: (
        Field("code", _("Unit code"), 16, is_needed=True),
        Field("name", _("Unit name"), 80, is_needed=True),
        Field("former", _("Former names"), 400),
        Field("short", _("Short names"), 400),
        Field("kind", _("Kind of unit"), 40),
        Field("parent", _("Reports to"), 80),
        Field("address", _("Address"), 120),
        Field("latitude", _("Latitude"), 20),
        Field("longitude", _("Longitude"), 20),
        Field("position", _("Latitude and longitude"), 60, spare=True),
        Field("contact", _("Contact"), 60),
        Field("phone", _("Phone"), 40),
    ),
    PEOPLE: (
        Field("name", pgettext_lazy("person", "Name"), 60, is_needed=True),
        Field("staff_number", _("Staff number"), 32),
        Field("phone", _("Mobile phone"), 20),
        Field("email", _("E-mail"), 254),
        Field("unit_code", _("Code of the unit"), 16, spare=True),
        Field("unit", _("Unit"), 80, is_needed=True),
        Field("roles", _("Roles"), 120),
        Field("title", _("Post"), 60),
        Field("starts_on", _("First day"), 40),
        Field("ends_on", _("Last day"), 40),
    ),
}
BY_CODE = {kind: {field.code: field for field in fields} for kind, fields in FIELDS.items()}
HEADS = {UNITS: OF_UNITS, PEOPLE: OF_PEOPLE}


@cache
def known_heads(kind: str) -> dict[str, str]:
    """Every word a head is known by, with the field it means; the field's own name goes first."""
    labels = {f.code: in_each_language(f.label) for f in FIELDS[kind]}
    own = {plain(label): code for code, said in labels.items() for label in said}
    others = {plain(head): code for code, heads in HEADS[kind].items() for head in heads.split()}
    return {**others, **own}


def named(kind: str, head: str) -> str | None:
    return known_heads(kind).get(plain(head))


def hinted_at(kind: str, head: str) -> str | None:
    """The field whose longest word stands somewhere in the head."""
    said = plain(head)
    inside = [word for word in known_heads(kind) if len(word) >= SHORTEST_HINT and word in said]
    return known_heads(kind)[max(inside, key=len)] if inside else None


def places_in(kind: str, heads: list[str]) -> dict[str, int]:
    """The column of each field, each once; exact words go before mere hints."""
    places: dict[str, int] = {}
    for guess in (named, hinted_at):
        for place, head in enumerate(heads):
            code = guess(kind, head) if head else None
            if code and code not in places and place not in places.values():
                places[code] = place
    return places
