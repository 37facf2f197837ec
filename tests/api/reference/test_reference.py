"""Units, categories, clauses and people: as much as the caller may see."""

from django.utils import timezone

from hazards.models import Category
from tests.api.conftest import codes


def listed(caller, path, **asked):
    page = caller.get(path, asked).json()
    assert set(page) == {"next", "previous", "results"}
    return page["results"]


def test_the_units_are_those_in_reach_and_a_parent_out_of_reach_is_not_named(cast, caller):
    units = listed(caller(cast["officer@central"]), "units/")
    assert [unit["code"] for unit in units] == ["JZ001", "JZ012", "JZ013"]
    central = cast.units["central"].pk
    assert [unit["parent"] for unit in units] == [None, central, central]
    assert units[1] == {
        "id": cast.school.pk,
        "code": "JZ012",
        "name": "示范小学",
        "kind": "school",
        "parent": central,
    }
    assert listed(caller(cast.stranger), "units/") == []


def test_many_units_come_in_pages(cast, caller):
    auditor = caller(cast.auditor)
    first = auditor.get("units/", {"page_size": 5}).json()
    second = auditor.get(first["next"]).json()
    codes_shown = [unit["code"] for unit in first["results"] + second["results"]]
    assert codes_shown == sorted(unit.code for unit in cast.units.values())


def test_a_retired_category_is_not_offered_and_not_taken(cast, caller):
    officer = caller(cast.officer)
    assert len(listed(officer, "categories/")) == 19
    Category.objects.filter(code="fire").update(retired_on=timezone.localdate())
    shown = listed(officer, "categories/")
    assert "fire" not in [category["code"] for category in shown]
    assert set(shown[0]) == {"id", "code", "label", "photo_required"}


def test_clauses_name_their_category(cast, caller):
    clauses = {clause["code"]: clause for clause in listed(caller(cast.viewer), "clauses/")}
    assert clauses["fire-08"]["category"] == cast.fire.pk and len(clauses) == 15


def test_people_are_those_with_a_role_at_the_unit_without_their_phones(cast, caller):
    cast.officer.phone = "13800000000"
    cast.officer.save()
    people = listed(caller(cast.viewer), "people/", unit=cast.school.pk)
    assert [person["roles"] for person in people] == [
        ["inspector"],
        ["officer"],
        ["responsible"],
        ["viewer"],
    ]
    assert set(people[0]) == {"id", "username", "name", "is_service", "roles"}


def test_people_of_a_unit_out_of_reach_are_asked_for_in_vain(cast, caller):
    viewer = caller(cast.viewer)
    for unit in (cast.units["central"].pk, 10**6, "x", 10**40):
        answer = viewer.get("people/", {"unit": unit})
        assert answer.status_code == 400 and codes(answer)[0][1] == "unit"
    assert codes(viewer.get("people/")) == [("required", "unit")]


def test_the_lists_cost_the_same_however_long(cast, caller, django_assert_num_queries):
    for name in ("viewer@school", "auditor@bureau"):
        somebody = caller(cast[name])
        with django_assert_num_queries(3):
            somebody.get("units/")
        with django_assert_num_queries(5):  # token, roles, the unit, people, their roles
            somebody.get("people/", {"unit": cast.school.pk})
