"""Whatever is loaded, loading it again changes nothing; two who load it at once load it once."""

from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from district import loading
from district.comparing.whole import plan_of
from organizations.models import Membership, Unit, User
from tests.base.strength import tried_on
from tests.base.together import at_once
from tests.cast import Cast
from tests.district.books import book, load, person, plan, read, unit

NAMES = st.sampled_from(["东风小学", "西山小学", "示范小学", "南湖中心学校", "北湖幼儿园"])
CODES = st.sampled_from(["X01", "X02", "X03", "JZ012", "JZ013"])
ABOVE = st.sampled_from([None, "JZ001", "JZ002", "南湖中心学校", "X09"])
SHORT = st.sampled_from([None, "东小", "无", "西小、东小"])
KINDS = st.sampled_from([None, "小学", "中心学校", "幼儿园"])
PEOPLE = st.sampled_from(["甲一", "乙二", "丙三"])
NUMBERS = st.sampled_from([None, "T1", "T2", "T3"])
PHONES = st.sampled_from([None, "13800000001", "13800000002", "—"])
ROLES = st.sampled_from([None, "检查员", "查看、整改责任人", "—", "医生"])
DAYS = st.sampled_from([None, "2026-09-01", "2026年1月", "至今", "—"])
UNIT_ROWS = st.lists(
    st.builds(
        lambda code, name, kind, above, short: unit(
            code, name, 类型=kind, 上级单位=above, 简称=short
        ),
        *(CODES, NAMES, KINDS, ABOVE, SHORT),
    ),
    max_size=5,
)
PEOPLE_ROWS = st.lists(
    st.builds(
        lambda name, number, at, phone, roles, first, last: person(
            name, number, at, 手机=phone, 角色=roles, 起=first, 止=last
        ),
        *(PEOPLE, NUMBERS, NAMES, PHONES, ROLES, DAYS, DAYS),
    ),
    max_size=6,
)
LIKE = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.mark.django_db
@tried_on(200, LIKE)
@given(UNIT_ROWS, PEOPLE_ROWS)
def test_a_second_loading_changes_nothing(cast, units, people):
    assume(units or people)
    with transaction.atomic():
        twice(units, people)
        transaction.set_rollback(True)  # each example begins with the cast alone


def twice(units, people):
    """The rows that were loaded are what the ledger says then; a faulty one may fit by now."""
    tables = read(book(units, people))
    faulty = loading.load(tables).faulty_rows
    good = [
        table._replace(lines=[line for line in table.lines if line.at not in faulty])
        for table in tables
    ]
    again = plan_of(good)
    assert (again.changes, again.faults) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_two_who_load_the_same_at_once_load_it_once(monkeypatch):
    monkeypatch.setattr(loading, "AT_ONCE", 3)
    Cast()
    before = User.objects.count()
    units = [unit(f"X{n:02}", f"第{n}实验小学") for n in range(5)]
    people = [person(f"人{n % 4}", None, "示范小学", 手机=f"1380000{n:04}") for n in range(12)]
    at_once(partial(load, units, people), partial(load, units, people))
    assert Unit.objects.filter(code__startswith="X").count() == 5
    assert User.objects.count() == before + 12
    assert Membership.objects.filter(user__phone__startswith="1380000").count() == 12
    assert plan(units, people).is_nothing
