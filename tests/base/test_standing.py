"""The cast is built once for many tests, and none of them sees what another has done."""

import pytest
from django.db import connection

from hazards.models import Hazard
from organizations.models import Unit, User
from tests.cast import Cast

TWICE = pytest.mark.parametrize("time", ["first", "second"])


def assert_untouched(cast: Cast) -> None:
    assert cast.school.name == Unit.objects.get(pk=cast.school.pk).name == "示范小学"
    assert User.objects.count() == len(cast.everyone)
    assert not Hazard.objects.exists()


@TWICE
def test_nobody_sees_what_another_test_has_written_or_changed_in_memory(cast, time):
    assert_untouched(cast)
    cast.school.name = "别的小学"
    cast.school.save()
    cast.reported()
    cast.units.clear()


@TWICE
def test_a_test_that_closes_the_connection_leaves_the_next_one_a_cast(cast, time):
    assert_untouched(cast)
    connection.close()


def test_who_does_not_ask_for_the_cast_finds_empty_tables(db):
    assert not Unit.objects.exists() and not User.objects.exists()


@TWICE
def test_who_commits_finds_a_cast_of_their_own(transactional_db, cast, time):
    assert_untouched(cast)
    cast.reported()
    assert not connection.in_atomic_block
