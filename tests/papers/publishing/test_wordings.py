"""A wording is proposed, reworded and confirmed by who issues notices, each act in its history."""

from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from hazards.models import Hazard
from organizations.models import Membership, Role
from papers.models import PublicWording
from papers.publishing.lines import lines_of
from papers.publishing.services import confirm, reword
from tests.base.together import at_once, refused
from workflow.errors import NotPermitted, SomethingMissing, Stale

TEXT = "疏散通道被占用，已清理。"


def line(cast, hazard, by=None):
    hazard.refresh_from_db()
    (found,) = lines_of([hazard], [hazard.unit], by=by or cast.officer)
    return found


def codes(refusal) -> list[tuple[str, str]]:
    return [(lack.code, lack.about) for lack in refusal.value.missing]


def test_what_is_proposed_holds_nothing_of_the_description(cast):
    hazard = cast.reported(place="张三办公室", description="举报人李四说学生王五摔倒")
    shown = line(cast, hazard)
    assert (shown.place, shown.version, shown.is_confirmed) == ("＊＊＊办公室", 0, False)
    assert shown.text == "一般隐患：消防设施或疏散通道不符合要求，正在安排整改。"
    assert shown.cues == [] and not PublicWording.objects.exists()
    assert {"tipster", "pupil"} <= {one.code for one in shown.left_out}


def test_the_phrase_follows_severity_and_state(cast):
    assert "重大隐患" in line(cast, cast.major()).text
    assert "验收后销号" in line(cast, cast.closed()).text


def test_a_row_is_confirmed_as_proposed_with_who_and_in_which_role(cast):
    hazard = cast.reported()
    confirmed = confirm(hazard, by=cast["officer@central"])
    assert confirmed.is_proposed and confirmed.confirmed_version == hazard.version
    assert (confirmed.confirmed_role, confirmed.confirmed_unit) == (
        Role.OFFICER,
        cast.units["central"],
    )
    assert [entry.move for entry in confirmed.history.all()] == ["propose", "confirm"]
    assert line(cast, hazard).is_ready


def test_other_words_have_to_be_confirmed_again(cast):
    hazard = cast.reported()
    confirm(hazard, by=cast.officer)
    reworded = reword(hazard, by=cast.officer, place="二层", text=TEXT)
    assert reworded.confirmed_by is None and not line(cast, hazard).is_confirmed
    assert [entry.move for entry in reworded.history.all()] == ["propose", "confirm", "reword"]


def test_the_same_words_again_change_nothing(cast):
    hazard = cast.reported()
    told = {"by": cast.officer, "place": "二层", "text": TEXT}
    first = reword(hazard, **told)
    assert reword(hazard, **told).version == first.version
    done = confirm(hazard, by=cast.officer)
    assert confirm(hazard, by=cast.officer).version == done.version


def test_a_change_of_the_hazard_undoes_the_confirmation_and_proposes_anew(cast):
    hazard = cast.reported()
    confirm(hazard, by=cast.officer)
    cast.assigned(hazard)
    shown = line(cast, hazard)
    assert shown.is_outdated and "正在整改" in shown.text
    assert confirm(hazard, by=cast.officer).text == shown.text


def test_a_cue_is_reworded_or_checked_and_the_check_is_recorded(cast):
    hazard = cast.reported()
    told = {"by": cast.officer, "place": "二层", "text": "学生通道旁有学生奔跑。"}
    with pytest.raises(SomethingMissing) as refusal:
        confirm(hazard, **told)
    assert codes(refusal) == [("cue_pupil", "text")] and not PublicWording.objects.exists()
    reword(hazard, **told)
    (found,) = line(cast, hazard).unchecked
    done = confirm(hazard, by=cast.officer, checked=[found.key])
    assert done.marks[found.key]["by"] == cast.officer.pk and line(cast, hazard).is_ready
    assert done.history.last().facts["marks"] == done.marks


def test_a_check_is_of_the_words_it_was_made_of(cast):
    hazard = cast.reported()
    told = {"by": cast.officer, "place": "二层"}
    reword(hazard, text="学生较多。", **told)
    keys = [one.key for one in line(cast, hazard).unchecked]
    confirm(hazard, by=cast.officer, checked=keys)
    with pytest.raises(SomethingMissing) as refusal:
        confirm(hazard, text="学生骨折送医。", **told)
    assert codes(refusal) == [("cue_pupil", "text")]  # at the very place of the one checked


def test_a_key_that_names_no_cue_checks_nothing(cast):
    hazard = cast.reported()
    reword(hazard, by=cast.officer, place="二层", text="学生较多。")
    with pytest.raises(SomethingMissing):
        confirm(hazard, by=cast.officer, checked=["text.pupil.7.9", "", "x"])


def test_a_registered_name_is_a_cue_and_so_is_a_former_one(cast):
    known = cast.user("teacher", "纳兰德")
    Membership.objects.create(user=known, unit=cast.school, role=Role.RESPONSIBLE)
    hazard = cast.assigned(responsible=known)
    known.name = "赫舍里"
    known.save()
    for name in ("纳兰德", "赫 舍 里"):
        with pytest.raises(SomethingMissing) as refusal:
            confirm(hazard, by=cast.officer, text=f"门锁由{name}更换")
        assert ("cue_registered", "text") in codes(refusal)


def test_own_words_about_a_tip_are_checked_as_a_whole(cast):
    hazard = cast.reported(source="tip")
    assert confirm(hazard, by=cast.officer).is_proposed
    with pytest.raises(SomethingMissing) as refusal:
        confirm(hazard, by=cast.officer, text=TEXT)
    assert codes(refusal) == [("cue_from_a_tip", "text")]


def test_nothing_and_too_much_are_refused_beside_their_field(cast):
    hazard = cast.reported()
    with pytest.raises(SomethingMissing) as refusal:
        reword(hazard, by=cast.officer, place=" \u200b", text="长" * 301)
    assert codes(refusal) == [("place_missing", "place"), ("text_too_long", "text")]


def test_only_who_issues_notices_words_them(cast):
    hazard = cast.reported()
    for person in (cast.viewer, cast.inspector, cast.responsible, cast["officer@school_b"]):
        with pytest.raises(NotPermitted):
            confirm(hazard, by=person)
    assert not PublicWording.objects.exists()


def test_who_confirms_what_somebody_else_has_reworded_meanwhile_is_refused(cast):
    hazard = cast.reported()
    seen = reword(hazard, by=cast.officer, place="二层", text=TEXT).version
    reword(hazard, by=cast["officer@central"], place="三层", text=TEXT)
    with pytest.raises(Stale):
        confirm(hazard, by=cast.officer, version=seen)
    with pytest.raises(Stale):
        confirm(hazard, by=cast.officer, version=0)


def test_who_confirms_a_hazard_that_has_moved_on_is_refused(cast):
    hazard = cast.reported()
    cast.assigned(hazard)
    with pytest.raises(Stale):
        confirm(hazard, by=cast.officer, hazard_version=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_wins_and_there_is_one_wording(cast):
    hazard = cast.reported()
    people = (cast.officer, cast["officer@central"])
    answers = at_once(*(partial(confirm, hazard, by=one, version=0) for one in people))
    assert len(refused(answers)) == 1 and isinstance(refused(answers)[0], Stale)
    assert PublicWording.objects.get().history.count() == 2


def test_given_to_another_unit_a_hazard_is_worded_anew_there(cast):
    hazard = cast.reported()
    confirm(hazard, by=cast.officer)
    QuerySet(Hazard).filter(pk=hazard.pk).update(unit=cast.units["school_2"])
    shown = line(cast, hazard, cast["officer@school_2"])
    assert shown.wording is None and not shown.is_confirmed


def test_honest_wordings_verify_and_a_forged_one_is_named(cast):
    done = confirm(cast.reported(), by=cast.officer, text=TEXT)
    call_command("verify_wordings")
    QuerySet(PublicWording).filter(pk=done.pk).update(text="学生李四受伤。")
    with pytest.raises(CommandError, match=str(done.pk)):
        call_command("verify_wordings")


@pytest.mark.parametrize("table", ["papers_wordingentry", "papers_publicwording"])
def test_the_database_keeps_what_was_said(cast, table):
    confirm(cast.reported(), by=cast.officer)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
