"""Whose account somebody looks after: lower people of their own unit and below, and no others."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.activation.reach import looks_after, people_of
from organizations.models import Membership, Role, User

# By hand, and not from the rule: who looks after whom of the cast.
SCHOOL = {"inspector@school", "responsible@school", "viewer@school"}
CENTRAL = {"inspector@central", "responsible@central", "viewer@central"}
BY = {
    "officer@school": SCHOOL,
    "officer@school_2": {"responsible@school_2"},
    "officer@school_b": {"inspector@school_b", "responsible@school_b"},
    "officer@school_b2": set(),
    "officer@central": {
        *CENTRAL,
        *SCHOOL,
        "officer@school",
        "officer@school_2",
        "responsible@school_2",
    },
    "officer@central_b": {
        *("inspector@school_b", "responsible@school_b", "officer@school_b", "officer@school_b2"),
    },
    "officer@direct": {"inspector@direct", "responsible@direct"},
}


def names(people):
    return {person.username for person in people}


def fresh(person):
    return User.objects.get(pk=person.pk)


@pytest.fixture
def root(cast):
    return User.objects.create_superuser("root", name="安装者")


def test_everybody_of_the_cast_looks_after_exactly_these(cast, root):
    everybody = {*cast.people, "stranger"}
    for name, person in cast.people.items():
        expected = BY.get(name, set())
        if name == "administrator@bureau":
            expected = everybody - {name}
        assert names(people_of(fresh(person))) == expected, name
        is_one = name in BY or name == "administrator@bureau"
        assert looks_after(fresh(person)) is is_one, name
    assert names(people_of(root)) == everybody
    for nobody in (cast.stranger, AnonymousUser()):
        assert not people_of(nobody).exists() and not looks_after(nobody)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        *(("auditor", "school"), ("administrator", "school"), ("administrator", "bureau")),
        *(("officer", "school"), ("officer", "central"), ("viewer", "central")),
        *(("inspector", "school_2"), ("viewer", "bureau")),
    ],
)
def test_one_role_that_is_not_lower_is_enough(cast, role, place):
    Membership.objects.create(user=cast.inspector, unit=cast.units[place], role=role)
    assert cast.inspector not in people_of(fresh(cast.officer))


def test_roles_at_several_units_below_are_all_lower(cast):
    Membership.objects.create(user=cast.inspector, unit=cast.units["school_2"], role=Role.OFFICER)
    assert cast.inspector in people_of(fresh(cast["officer@central"]))


def test_two_posts_of_an_officer_reach_as_far_as_both(cast):
    Membership.objects.create(user=cast.officer, unit=cast.units["school_2"], role=Role.OFFICER)
    Membership.objects.create(user=cast.inspector, unit=cast.units["school_2"], role=Role.VIEWER)
    assert names(people_of(fresh(cast.officer))) == {*SCHOOL, "responsible@school_2"}


def test_what_is_over_counts_on_neither_side(cast):
    over = {"ends_on": timezone.localdate() - timedelta(days=1)}
    told = {"user": cast.inspector, "unit": cast.units["bureau"], "role": Role.AUDITOR}
    Membership.objects.create(**told, **over)
    assert cast.inspector in people_of(fresh(cast.officer))
    Membership.objects.filter(user=cast.officer).update(**over)
    assert not people_of(fresh(cast.officer)).exists()


def test_what_begins_later_counts_already(cast):
    """Whoever comes next week is to be in on the first day; whoever is to be more than the officer
    is not theirs any more."""
    later = {"starts_on": timezone.localdate() + timedelta(days=7)}
    Membership.objects.filter(user=cast.inspector).update(**later)
    assert cast.inspector in people_of(fresh(cast.officer))
    told = {"user": cast.viewer, "unit": cast.units["bureau"], "role": Role.AUDITOR}
    Membership.objects.create(**told, **later)
    assert cast.viewer not in people_of(fresh(cast.officer))


def test_whoever_has_left_is_among_them_and_a_superuser_is_not(cast):
    User.objects.filter(pk=cast.inspector.pk).update(is_active=False)
    User.objects.filter(pk=cast.viewer.pk).update(is_superuser=True)
    assert names(people_of(fresh(cast.officer))) == SCHOOL - {"viewer@school"}


def test_an_administrator_of_a_part_looks_after_all_of_it_but_for_equals(cast):
    for place in ("central", "school", "central_b"):
        cast.person(f"administrator@{place}", Role.ADMINISTRATOR, cast.units[place])
    other = cast.person("administrator2@central", Role.ADMINISTRATOR, cast.units["central"])
    part = User.objects.get(username="administrator@central")
    inside = {
        name for name in cast.people if name.split("@")[1] in ("central", "school", "school_2")
    }
    assert names(people_of(part)) == inside | {"administrator@school"}
    assert looks_after(part) and other not in people_of(part)
    Membership.objects.create(user=cast.viewer, unit=cast.units["school_b"], role=Role.VIEWER)
    assert cast.viewer not in people_of(fresh(part))
