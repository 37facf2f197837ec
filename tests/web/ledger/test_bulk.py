"""Bulk moves: the same guards for each, said before and after the press."""

import uuid

import pytest

from hazards.models import Hazard
from web.ledger.bulk import plan_for
from workflow.hazard_law import BULK_MOVES


@pytest.fixture
def bulk(client, cast):
    def post(person, move, *hazards, preview=False, **given):
        client.force_login(person)
        ids = [str(hazard.pk) for hazard in hazards]
        address = f"/hazards/bulk/{move}/{'?preview=1' if preview else ''}"
        return client.post(address, {"ids": ids, **given}, follow=True)

    return post


def state_of(*hazards):
    return [Hazard.objects.get(pk=hazard.pk).state for hazard in hazards]


def confirmed(bulk, person, move, *hazards, **given):
    return bulk(person, move, *hazards, confirmed="yes", **given)


def test_the_bar_says_how_many_may_go_and_what_the_others_lack(bulk, cast):
    major = cast.rectified(cast.assigned(cast.major()))
    bar = bulk(cast.auditor, "close", cast.rectified(), cast.rectified(), major, preview=True)
    html = bar.content.decode()
    assert f"2件可以销号；{major.number}不行，还差：现场验收照" in html
    assert "销号2件" in html and "退回3件" in html and b"<html" not in bar.content


def said_of(bulk, person, *hazards):
    return bulk(person, "close", *hazards, preview=True).context["bar"].sentences


NOTICE = "2件可以合开一份整改通知书"


@pytest.mark.parametrize(
    ("person", "states", "said"),
    [
        ("officer@school", ("assigned", "assigned"), [NOTICE]),
        ("auditor@bureau", ("assigned", "assigned"), [NOTICE]),
        ("officer@school", ("reported", "reported"), ["2件可以交办", NOTICE]),
        ("officer@school", ("rectified", "rectified"), ["2件可以销号", "2件可以退回", NOTICE]),
        ("inspector@school", ("rectified", "rectified"), ["2件可以销号", "2件可以退回"]),
        ("responsible@school", ("assigned", "assigned"), ["这几件没有可以一并办理的。"]),
        ("auditor@bureau", ("closed", "closed"), ["这几件没有可以一并办理的。"]),
    ],
)
def test_the_bar_speaks_of_nothing_but_what_is_offered(bulk, cast, person, states, said):
    assert said_of(bulk, cast[person], *(cast.in_state(state) for state in states)) == said


def test_each_one_that_is_refused_is_named_with_the_reason_once(bulk, cast):
    free, own = cast.rectified(), cast.rectified(by=cast.officer)
    there = sorted([cast.assigned(), cast.assigned()], key=lambda hazard: hazard.number)
    close, back, notice = said_of(bulk, cast.officer, free, own, *there)
    assert (
        close.startswith("1件可以销号；") and f"{own.number}不行，您自己整改的，由别人验收" in close
    )
    assert f"{there[0].number}、{there[1].number}不行，现在是「待整改」" in close
    assert back == "2件可以退回" and notice == "4件可以合开一份整改通知书"


def test_of_many_refused_for_one_reason_the_sentence_counts_and_a_list_names_each(bulk, cast):
    free, there = cast.rectified(), [cast.assigned() for _ in range(3)]
    bar = bulk(cast.officer, "close", free, *there, preview=True)
    assert bar.context["bar"].sentences[0] == "1件可以销号；3件不行，现在是「待整改」"
    html = bar.content.decode()
    assert "逐件看原因" in html and all(html.count(one.number) == 2 for one in there)
    assert "逐件看原因" not in bulk(cast.officer, "close", free, preview=True).content.decode()


@pytest.fixture
def elsewhere(cast):
    """Reported at the school next door."""
    return cast.reported(cast["inspector@central"], cast.units["school_2"])


def test_where_notices_of_several_units_are_in_the_way_it_says_so(bulk, cast, elsewhere):
    told = {"responsible": cast["responsible@school_2"]}
    there = cast.assigned(elsewhere, by=cast["officer@school_2"], **told)
    bar = bulk(cast.auditor, "close", cast.assigned(), there, preview=True)
    assert bar.context["bar"].sentences == ["一份整改通知书只发给一个单位。"]
    assert "<button" not in bar.content.decode()


def test_those_that_can_be_assigned_go_on_though_others_ticked_are_of_another_unit(
    bulk, cast, elsewhere
):
    there = cast.assigned()  # its number comes first
    page = bulk(cast.auditor, "assign", there, elsewhere)
    html, people = page.content.decode(), page.context["form"].fields["responsible"].queryset
    assert "交办1件" in html and 'form="confirm"' in html and html.count('name="ids"') == 1
    assert there.number in html and "现在是「待整改」" in html
    assert list(people) == [cast["responsible@school_2"]]


def test_sending_back_is_never_the_main_thing(bulk, cast):
    chosen = cast.rectified(), *(cast.rectified(by=cast.officer) for _ in range(2))
    html = bulk(cast.officer, "close", *chosen, preview=True).content.decode()
    assert 'btn-primary" formaction="/hazards/bulk/close/"' in html


def test_nothing_happens_before_it_is_confirmed(bulk, cast):
    hazard = cast.rectified()
    page = bulk(cast.officer, "close", hazard)
    assert hazard.number in page.content.decode() and "销号1件" in page.content.decode()
    assert state_of(hazard) == ["rectified"]


def test_confirmed_each_goes_through_its_service(bulk, cast):
    hazards = cast.rectified(), cast.rectified()
    page = confirmed(bulk, cast.officer, "close", *hazards)
    assert state_of(*hazards) == ["closed", "closed"]
    assert page.redirect_chain and "已销号2件" in page.content.decode()
    assert hazards[0].history.last().by == cast.officer


def test_the_rectifier_is_left_out_and_the_others_go(bulk, cast):
    own, other = cast.rectified(by=cast.officer), cast.rectified()
    page = confirmed(bulk, cast.officer, "close", own, other)
    assert state_of(own, other) == ["rectified", "closed"]
    html = page.content.decode()
    assert "已销号1件" in html and f"{own.number}：" in html


@pytest.mark.parametrize("person", ["viewer@school", "responsible@school", "officer@school_2"])
def test_the_wrong_person_moves_nothing(bulk, cast, person):
    hazard = cast.rectified()
    confirmed(bulk, cast[person], "close", hazard)
    confirmed(bulk, cast[person], "send-back", hazard, reason="不行")
    assert state_of(hazard) == ["rectified"]


def test_a_superuser_without_a_role_moves_nothing(bulk, cast):
    cast.stranger.is_superuser = True
    cast.stranger.save()
    hazard = cast.rectified()
    confirmed(bulk, cast.stranger, "close", hazard)
    assert state_of(hazard) == ["rectified"]


def test_what_is_out_of_sight_does_not_exist(bulk, cast):
    hazard = cast.rectified()
    page = bulk(cast["officer@school_b"], "close", hazard)
    assert hazard.number not in page.content.decode()


def test_from_the_wrong_state_it_is_refused_in_words(bulk, cast):
    hazard = cast.closed()
    assert "现在是「已销号」" in bulk(cast.officer, "close", hazard).content.decode()
    page = confirmed(bulk, cast.officer, "close", hazard)
    assert f"{hazard.number}：" in page.content.decode()


def test_sending_back_asks_for_a_reason_and_keeps_what_was_typed(bulk, cast):
    hazard = cast.rectified()
    page = confirmed(bulk, cast.officer, "send-back", hazard, reason=" ")
    assert page.context["form"].errors and state_of(hazard) == ["rectified"]
    confirmed(bulk, cast.officer, "send-back", hazard, reason="锁还在")
    assert state_of(hazard) == ["assigned"]
    assert hazard.history.last().note == "锁还在"


def test_a_deadline_is_given_only_where_there_is_none(bulk, cast):
    hazard = cast.rectified()
    confirmed(bulk, cast.officer, "send-back", hazard, reason="锁还在", due_on="2099-01-01")
    assert Hazard.objects.get(pk=hazard.pk).due_on == cast.due_on


def test_several_reports_of_one_unit_go_to_one_person(bulk, cast):
    hazards = cast.reported(), cast.reported()
    told = {"responsible": cast.responsible.pk, "due_on": cast.due_on, "measures": "清走"}
    confirmed(bulk, cast.officer, "assign", *hazards, **told)
    assert state_of(*hazards) == ["assigned", "assigned"]


SPREAD = "3件可以交办，分属示范小学（2）、第二小学（1），一次一个单位"


def test_reports_of_two_units_are_offered_unit_by_unit(bulk, cast, elsewhere):
    hazards = cast.reported(), cast.reported(), elsewhere
    bar = bulk(cast.auditor, "assign", *hazards, preview=True)
    assert bar.context["bar"].sentences == [SPREAD] and "分单位交办3件" in bar.content.decode()
    html = bulk(cast.auditor, "assign", *hazards).content.decode()
    assert SPREAD in html and 'id="confirm"' not in html
    assert html.count('action="/hazards/bulk/assign/"') == 2 and html.count('name="ids"') == 3


def test_of_many_units_the_sentence_says_how_many(cast, elsewhere, monkeypatch):
    monkeypatch.setattr("web.ledger.bulk.UNITS_NAMED", 1)
    plan = plan_for(BULK_MOVES["assign"], [cast.reported(), elsewhere], cast.auditor)
    assert plan.sentence == "2件可以交办，分属2个单位，一次一个单位"


def test_reports_of_two_units_are_not_assigned_together_and_nothing_typed_is_lost(
    bulk, cast, elsewhere
):
    hazards = cast.reported(), elsewhere
    told = {"responsible": cast.responsible.pk, "due_on": cast.due_on, "measures": "清走课桌"}
    html = confirmed(bulk, cast.auditor, "assign", *hazards, **told).content.decode()
    assert state_of(*hazards) == ["reported", "reported"]
    assert html.count('type="hidden" name="measures" value="清走课桌"') == 2


def test_a_major_report_is_assigned_alone(bulk, cast):
    hazard = cast.major()
    told = {"responsible": cast.responsible.pk, "due_on": cast.due_on, "measures": "清走"}
    confirmed(bulk, cast.officer, "assign", hazard, **told)
    assert state_of(hazard) == ["reported"]


def test_a_major_report_says_what_it_lacks_before_the_press(bulk, cast):
    hazards = cast.major(), cast.reported()
    html = bulk(cast.officer, "assign", *hazards).content.decode()
    assert "交办1件" in html and hazards[0].number in html
    assert "资金（可以是0）" in html and "应急预案" in html


def test_one_that_is_refused_keeps_what_was_typed_and_the_others_go(bulk, cast):
    gone, fine = cast.dismissed(), cast.reported()
    told = {"responsible": cast.responsible.pk, "due_on": cast.due_on, "measures": "清走课桌"}
    page = confirmed(bulk, cast.officer, "assign", gone, fine, **told)
    html = page.content.decode()
    assert state_of(gone, fine) == ["dismissed", "assigned"]
    assert "已交办1件" in html and f"{gone.number}：" in html and not page.redirect_chain
    assert "<dd>清走课桌</dd>" in html


def test_a_deadline_in_the_past_is_said_beside_it_and_nothing_typed_is_lost(bulk, cast):
    hazards = cast.reported(), cast.reported()
    told = {"responsible": cast.responsible.pk, "due_on": "2020-01-01", "measures": "清走课桌"}
    page = confirmed(bulk, cast.officer, "assign", *hazards, **told)
    form = page.context["form"]
    assert state_of(*hazards) == ["reported", "reported"]
    assert list(form.errors) == ["due_on"] and len(form.errors["due_on"]) == 1
    html = page.content.decode()
    assert "清走课桌</textarea>" in html and 'value="2020-01-01"' in html
    assert html.count('name="ids"') == 2


def test_somebody_of_another_unit_cannot_be_given_several(bulk, cast):
    hazard = cast.reported()
    told = {"due_on": cast.due_on, "measures": "清走"}
    stranger = cast["responsible@school_b"].pk
    page = confirmed(bulk, cast.officer, "assign", hazard, responsible=stranger, **told)
    assert "responsible" in page.context["form"].errors and state_of(hazard) == ["reported"]


@pytest.mark.parametrize("ids", [[], ["nonsense"], [str(uuid.uuid4())]])
def test_without_a_hazard_it_says_so(client, cast, ids):
    client.force_login(cast.officer)
    page = client.post("/hazards/bulk/close/", {"ids": ids}, follow=True)
    assert "请先勾选" in page.content.decode()


def test_an_empty_choice_leaves_an_empty_bar(bulk, cast):
    assert "勾选后" in bulk(cast.officer, "close", preview=True).content.decode()


def test_only_the_bulk_moves_are_there(bulk, cast):
    assert bulk(cast.officer, "rectify", cast.assigned()).status_code == 404


def test_afterwards_the_ledger_is_as_it_was_filtered(bulk, cast):
    page = confirmed(bulk, cast.officer, "close", cast.rectified(), query="state=open&ordering=due")
    assert page.redirect_chain == [("/hazards/?state=open&ordering=due", 302)]


def test_a_preview_costs_the_same_however_many_are_ticked(
    client, cast, django_assert_max_num_queries
):
    client.force_login(cast.officer)
    few, many = ([str(cast.rectified().pk) for _ in range(n)] for n in (3, 12))
    with django_assert_max_num_queries(8) as three:
        client.post("/hazards/bulk/close/?preview=1", {"ids": few})
    with django_assert_max_num_queries(8) as twelve:
        client.post("/hazards/bulk/close/?preview=1", {"ids": many})
    assert len(three) == len(twelve)
