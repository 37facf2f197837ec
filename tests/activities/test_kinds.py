"""What is counted of each kind of activity, held against the handbook's table and the notice."""

import pytest
from django.utils import timezone, translation

from activities.kinds import EVERY, KINDS
from activities.services import log
from workflow.errors import SomethingMissing

# By hand: the key, what its number counts, who is counted, and the blanks it goes into.
TABLE = """
launch 场 人次 launch_forms launch_sessions
study_group 次 人次 study_group_sessions study_group_attendance
online_class 场 人次 online_class_sessions online_class_attendance
study_column 个 - study_columns_opened
hazard_column 个 - hazard_columns_opened
open_day_visit - 人次 open_day_staff_attendance
panorama - 人次 venue_panorama_views
open_day 场 人次 open_day_sessions_held open_day_held_attendance
innovative 场 人次 innovative_activity_names innovative_activity_sessions innovative_activity_attendance
outreach 场 人 school_outreach_sessions school_outreach_participants
media_report 次 - media_reports
good_practice 条 - good_practices_publicised
exposed_problem 条 - problems_exposed
special_tour 次 - special_tour_sessions
online_tour 次 - online_tour_sessions
slogans 个 - slogans_banners_posted
psa 部 - psa_items_produced
drill 场 人次
"""  # noqa: E501
NAMED = {"launch", "innovative"}  # the notice has a blank for what these are called


def lines() -> list[list[str]]:
    return [line.split() for line in TABLE.strip().splitlines()]


def unit(number) -> str:
    return str(number.unit) if number else "-"


def test_the_kinds_are_those_of_the_notice_each_counted_as_the_notice_counts_it():
    with translation.override("zh-hans"):
        told = [
            [
                k.key,
                str(k.number.unit) if k.number else "-",
                str(k.people.unit) if k.people else "-",
            ]
            for k in EVERY
        ]
    assert told == [line[:3] for line in lines()]


def test_each_feeds_its_blanks_and_no_blank_is_fed_twice():
    fed = {kind.key: sorted(kind.feeds.values()) for kind in EVERY}
    assert fed == {line[0]: sorted(line[3:]) for line in lines()}
    every = [code for codes in fed.values() for code in codes]
    assert len(every) == len(set(every)) == 24


def test_a_name_is_asked_for_where_the_notice_has_a_blank_for_it():
    assert {kind.key for kind in EVERY if kind.is_named} == NAMED
    assert {kind.key for kind in EVERY if "names" in kind.feeds} == NAMED


def lacks(cast, kind: str, **told) -> set[str]:
    try:
        log(by=cast.officer, unit=cast.school, day=timezone.localdate(), kind=kind, **told)
    except SomethingMissing as refusal:
        return {lack.code for lack in refusal.missing}
    return set()


@pytest.mark.parametrize(
    ("kind", "told", "codes"),
    [
        ("slogans", {"sessions": 14}, set()),
        ("slogans", {"sessions": 14, "people": 3}, {"people"}),
        ("panorama", {"people": 120}, set()),
        ("panorama", {"people": 120, "sessions": 2}, {"sessions"}),
        ("panorama", {}, {"people"}),
        ("online_class", {"sessions": 2, "people": 388}, set()),
        ("online_class", {"sessions": 2}, {"people"}),
        ("online_class", {"sessions": 0, "people": 388}, {"sessions"}),
        ("outreach", {"people": 0}, {"people"}),
        ("drill", {}, set()),  # nobody asks how many took part
        ("innovative", {"people": 5}, {"name"}),
        ("innovative", {"people": 5, "name": "安全知识竞赛"}, set()),
    ],
)
def test_the_numbers_fit_the_kind(cast, kind, told, codes):
    assert lacks(cast, kind, **told) == codes


def test_people_without_sessions_are_told_so_in_a_sentence_of_their_own(cast):
    with pytest.raises(SomethingMissing) as none:
        log(by=cast.officer, unit=cast.school, day=timezone.localdate(), kind="drill", sessions=0)
    with pytest.raises(SomethingMissing) as some:
        log(
            by=cast.officer, unit=cast.school, day=timezone.localdate(), kind="drill",
            sessions=0, people=30,
        )  # fmt: skip
    assert str(none.value) != str(some.value)


def test_a_kind_this_version_does_not_know_is_still_readable(cast):
    one, _ = log(by=cast.officer, unit=cast.school, day=timezone.localdate(), kind="drill")
    one.kind = "of_tomorrow"
    assert "of_tomorrow" not in KINDS
    assert str(one) == "of_tomorrow"
