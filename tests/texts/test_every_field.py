"""Every field of every door that takes words refuses those that say nothing, like a blank one.

The fields are found by walking through the doors, so that none is left out because nobody thought
of it; what is taken as it is stands in `AS_IT_IS` with the reason.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from rest_framework import serializers

import accounts
import api
import organizations
import papers
import returns
import web
from tests.texts.saying_nothing import SAYING_NOTHING, TURNING
from web.hazards.forms import FORM_FIELDS
from workflow.actions import ACTIONS
from workflow.declarations.fields import PrintableText, ShortText, Text
from workflow.hazard_law import MOVES
from workflow.return_law import RETURN_MOVES

DOORS = (web, api, organizations, accounts, returns, papers)
AS_IT_IS = {
    ("LogInForm", "username"): "a question, and nothing is kept of it: nobody has such a name",
    ("ClausesLoadForm", "signed"): "our own signature, which goes to the page and back",
}
NO_TEXT = (
    *(forms.UUIDField, forms.JSONField, forms.SlugField, forms.URLField, forms.EmailField),
    *(forms.GenericIPAddressField,),
)


def load_the_doors() -> None:
    for door in DOORS:
        for module in pkgutil.walk_packages(door.__path__, f"{door.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)


def all_below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from all_below(one)


def is_ours(kind: type) -> bool:
    return kind.__module__.split(".")[0] in {door.__name__ for door in DOORS}


def forms_of_pages() -> Iterator[type[forms.BaseForm]]:
    """Those of the tables are made anew by them, with fields of their choice."""
    load_the_doors()
    ours = (one for one in all_below(forms.BaseForm) if is_ours(one))
    yield from (one for one in ours if not issubclass(one, forms.ModelForm))


def forms_of_tables(administrator: Any) -> Iterator[type[forms.BaseForm]]:
    """As the administrators' tables make them, for a new row and for one that is there."""
    request = RequestFactory().get("/")
    request.user = administrator
    for model, table in admin.site._registry.items():
        there = model._default_manager.first()
        for row in (None, there) if there else (None,):
            if table.has_add_permission(request) if row is None else True:
                yield table.get_form(request, row, change=row is not None)


def takes_words(field: Any) -> bool:
    """Secrets are taken as they are typed, blanks and all."""
    return isinstance(field, forms.CharField) and not isinstance(field, NO_TEXT) and field.strip


def fields_in(kinds: Iterator[type[forms.BaseForm]]) -> dict[tuple[str, str], forms.CharField]:
    found = {(kind.__name__, n): f for kind in kinds for n, f in kind.base_fields.items()}
    return {key: f for key, f in found.items() if takes_words(f) and key not in AS_IT_IS}


def answer(ask, text: str) -> Any:
    """What becomes of the text: the value, or the codes it is refused with."""
    try:
        return ask(text)
    except ValidationError as refusal:
        return {error.code for error in refusal.error_list}
    except serializers.ValidationError as refusal:
        return set(refusal.get_codes())


def assert_nothing_is_blank(asked: dict[Any, Any]) -> None:
    """`asked` gives for each field how it is told a text."""
    taken = [
        (key, kind)
        for key, ask in asked.items()
        for kind, text in SAYING_NOTHING.items()
        if answer(ask, text) != answer(ask, "")
    ]
    assert taken == [], sorted({key for key, _kind in taken})


def assert_nothing_turns(asked: dict[Any, Any]) -> None:
    kept = {key: answer(ask, f"北门{TURNING}口") for key, ask in asked.items()}
    assert {key: value for key, value in kept.items() if set(TURNING) & set(f"{value}")} == {}


def questions_of_moves() -> dict[tuple[str, str], forms.CharField]:
    """What the forms of moves and actions ask, made of their declarations."""
    declared = [*MOVES.values(), *ACTIONS.values(), *RETURN_MOVES.values()]
    return {
        (one.name, field.name): FORM_FIELDS[type(field)](field, None, None)
        for one in declared
        for field in one.fields
        if isinstance(field, ShortText | Text | PrintableText)
    }


def test_on_every_page():
    found = fields_in(forms_of_pages()) | questions_of_moves()
    asked = {key: field.clean for key, field in found.items()}
    assert {("ReportForm", "place"), ("assign", "measures"), ("CampaignForm", "title")} <= {*asked}
    assert_nothing_is_blank(asked)
    assert_nothing_turns({key: field.to_python for key, field in found.items()})


@pytest.mark.django_db
def test_in_every_table_of_the_administrators(cast):
    found = fields_in(forms_of_tables(cast["administrator@bureau"]))
    asked = {key: field.clean for key, field in found.items()}
    names = {name for _form, name in asked}
    assert {"name", "username", "code", "label", "text", "signatory"} <= names
    assert_nothing_is_blank(asked)
    assert_nothing_turns(asked)


def bodies() -> dict[tuple[str, str], Any]:
    """How the fields of what callers send are told a text; shapes only tell what is answered."""
    load_the_doors()
    kinds = (one for one in all_below(serializers.Serializer) if is_ours(one))
    told = (
        one
        for one in kinds
        if not one.__module__.endswith("schemas") or "InputSerializer" in mro(one)
    )
    fields = {(kind.__name__, n): f for kind in told for n, f in kind._declared_fields.items()}
    texts = {k: f for k, f in fields.items() if isinstance(f, serializers.CharField)}
    return {k: f.run_validation for k, f in texts.items() if f.trim_whitespace}


def mro(kind: type) -> set[str]:
    return {one.__name__ for one in kind.__mro__}


def test_in_every_body_of_the_api():
    asked = bodies()
    assert {"place", "description", "reason", "measures", "note", "name"} <= {n for _k, n in asked}
    assert_nothing_is_blank(asked)
    assert_nothing_turns(asked)
