"""Good rows enter the ledger through the services, each once, with where it came from."""

import uuid
from datetime import date
from functools import partial

import pytest

from hazards import services as hazards
from hazards.models import Hazard, HistoryEntry, Source
from hazards.verification import ledger as verification
from imports import loading, schedule, services
from imports.loading import Outcome
from imports.models import Import
from jobs.models import Job
from notifications.models import Notification
from organizations.models import Membership
from tests.base import working
from tests.base.together import at_once
from tests.imports.ledgers import HEADS, book, faults, line, taken
from workflow.errors import NotPossible, SomethingMissing


def loaded(by, lines, **told) -> Outcome | Job:
    return services.commit(taken(by, lines, **told), by=by)


def test_an_imported_row_is_reported_by_whoever_imports_it(cast):
    assert loaded(cast.officer, [line(1)]) == Outcome(loaded=1, already_here=0, refused=0)
    hazard = Hazard.objects.get()
    assert (hazard.state, hazard.reporter, hazard.unit) == ("reported", cast.officer, cast.school)
    assert (hazard.found_on, hazard.former_number) == (date(2021, 6, 5), "A-1")
    assert hazard.number.endswith("-JZ012-0001")
    assert (hazard.place, hazard.description) == ("教学楼1层", "疏散通道堆放课桌")


def test_its_history_says_where_it_came_from_and_what_the_old_ledger_claims(cast):
    heads = [*HEADS, "整改责任人", "销号日期", "备注"]
    cells = [*line(1, 整改情况="已整改"), "王某某", date(2021, 6, 20), "内部备注"]
    loaded(cast.officer, [cells], heads=heads, above=["台账"])
    hazard = Hazard.objects.get()
    (entry,) = hazard.history.all()
    assert (entry.move, entry.before, entry.after) == ("bring_in", "", "reported")
    assert entry.note.startswith("由「2021年隐患台账.xlsx」第 3 行导入。")
    origin = entry.facts["origin"]
    assert (origin["file"], origin["row"]) == ("2021年隐患台账.xlsx", 3)
    claims = {"整改情况": "已整改", "整改责任人": "王某某", "销号日期": "2021-06-20"}
    assert origin["says"] == claims  # and no column nobody matched
    assert "备注" not in entry.note
    assert entry.label and list(verification.faults()) == []


def test_a_closure_of_the_old_ledger_closes_nothing(cast):
    loaded(cast.officer, [line(1, 整改情况="已销号")])
    hazard = Hazard.objects.get()
    assert hazard.state == "reported" and hazard.closed_by is None
    assert hazard.rectified_by is None and hazard.rectified_at is None
    cast.closed(cast.rectified(cast.assigned(hazard)))  # and it goes on from there by the law
    assert Hazard.objects.get().state == "closed"


def test_a_row_that_names_no_source_comes_from_the_old_ledger(cast):
    heads = [*HEADS, "隐患来源"]
    loaded(cast.officer, [[*line(1), None], [*line(2), "举报"], [*line(3), "局检查"]], heads=heads)
    rows = Hazard.objects.order_by("former_number").values_list("source", "was_found_by_bureau")
    assert list(rows) == [
        (Source.IMPORTED, False),
        (Source.TIP, False),
        (Source.BUREAU_CHECK, True),
    ]


def test_what_an_auditor_imports_was_not_found_by_the_bureau(cast):
    loaded(cast.auditor, [line(1)])
    assert not Hazard.objects.get().was_found_by_bureau


def test_the_former_number_is_found_by_a_search(cast):
    loaded(cast.officer, [line(1), line(2)])
    (found,) = Hazard.objects.visible_to(cast.officer).mentioning("a-2")
    assert found.former_number == "A-2"


def test_text_that_looks_like_a_formula_or_a_tag_stays_text(cast):
    wicked = '=HYPERLINK("http://a")<script>alert(1)</script>\'; DROP TABLE hazards_hazard; --'
    loaded(cast.officer, [line(1, 存在问题=wicked, 隐患部位="@SUM(A1)", 编号="-1+2")])
    hazard = Hazard.objects.get()
    assert (hazard.description, hazard.place) == (wicked, "@SUM(A1)")
    assert hazard.former_number == "-1+2"


# --- Once ----------------------------------------------------------------------------------


def test_committed_twice_uploaded_twice_each_row_is_loaded_once(cast):
    lines = [line(1), line(2), line(3, 检查日期="？")]
    one = taken(cast.officer, lines)
    assert services.commit(one, by=cast.officer) == Outcome(2, 0, 0)
    assert services.commit(one, by=cast.officer) == Outcome(0, 0, 0)
    again = taken(cast.officer, lines)
    assert again.counts() == {"good": 0, "faulty": 1, "already_here": 2, "loaded": 0}
    assert services.commit(again, by=cast.officer) == Outcome(0, 0, 0)
    assert Hazard.objects.count() == 2


def test_the_same_row_from_somebody_else_or_with_other_words_is_here_already(cast):
    loaded(cast.officer, [line(1)])
    other = taken(cast["officer@central"], [line(1, 存在问题="另写的话")])
    (fault,) = other.faults()
    assert (fault.code, fault.told["number"]) == ("already_here", Hazard.objects.get().number)


def test_two_dry_runs_side_by_side_load_a_row_once(cast):
    first, second = taken(cast.officer, [line(1)]), taken(cast.officer, [line(1)])
    assert services.commit(first, by=cast.officer).loaded == 1
    assert services.commit(second, by=cast.officer) == Outcome(0, 1, 0)
    assert second.counts()["already_here"] == 1
    assert Hazard.objects.count() == 1


def test_a_row_mended_and_sent_again_joins_the_others(cast):
    loaded(cast.officer, [line(1), line(2, 检查日期="？")])
    assert loaded(cast.officer, [line(1), line(2)]) == Outcome(1, 0, 0)
    assert Hazard.objects.count() == 2


def test_our_own_export_is_known_again(cast):
    hazard = cast.closed()
    heads = ["编号", "状态", "单位编号", "单位", "类别", "地点", "隐患描述", "发现日期"]
    cells = [hazard.number, "已销号", "JZ012", "示范小学", "消防", "x", "y", "2021-06-05"]
    one = taken(cast.officer, [cells], heads=heads)
    assert one.counts()["already_here"] == 1


def killed_after(n, monkeypatch):
    """The process ends while the row after the first `n` is on its way."""
    plain, done = hazards.bring_in, []

    def bring_in(**told):
        if len(done) == n:
            raise KeyboardInterrupt
        done.append(told)
        return plain(**told)

    monkeypatch.setattr(loading.services, "bring_in", bring_in)


def test_killed_in_the_middle_and_run_again_each_row_is_there_once(cast, monkeypatch):
    one = taken(cast.officer, [line(n) for n in range(1, 8)])
    with monkeypatch.context() as patch:
        killed_after(3, patch)
        with pytest.raises(KeyboardInterrupt):
            services.commit(one, by=cast.officer)
    assert one.counts()["loaded"] == Hazard.objects.count() == 3
    assert services.commit(one, by=cast.officer) == Outcome(4, 0, 0)
    numbers = sorted(Hazard.objects.values_list("number", flat=True))
    assert [number[-4:] for number in numbers] == [f"{n:04}" for n in range(1, 8)]
    assert list(verification.faults()) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_load_each_row_once(cast):
    one = taken(cast.officer, [line(n) for n in range(1, 13)])
    keys = services.keys(services.chosen(one))
    first, second = at_once(partial(loading.load, one, keys), partial(loading.load, one, keys))
    assert first.loaded + second.loaded == 12 == Hazard.objects.count()
    assert (first.refused, second.refused) == (0, 0)
    assert one.counts()["loaded"] + one.counts()["already_here"] == 12
    assert HistoryEntry.objects.count() == 12


# --- Chosen rows, rights, letters, the worker ------------------------------------------------


def test_chosen_rows_alone_are_loaded(cast):
    one = taken(cast.officer, [line(n) for n in range(1, 5)])
    assert services.commit(one, by=cast.officer, rows=[3, 5, 99]).loaded == 2
    assert set(Hazard.objects.values_list("former_number", flat=True)) == {"A-2", "A-4"}


@pytest.mark.parametrize(
    ("state", "is_done"),
    [
        ("已整改", True),
        ("已销号", True),
        ("整改完成", True),
        ("Closed", True),
        ("未整改", False),
        ("未完成", False),
        ("整改中", False),
        ("待销号", False),
        (None, False),
    ],
)
def test_rows_the_old_ledger_calls_done_can_be_left_out(cast, state, is_done):
    one = taken(cast.officer, [line(1, 整改情况=state)])
    assert services.commit(one, by=cast.officer, leave_settled=True).loaded == (not is_done)


def test_a_right_that_has_gone_since_the_dry_run_is_asked_for_again(cast):
    one = taken(cast.officer, [line(1)])
    Membership.objects.filter(user=cast.officer).delete()
    one = Import.objects.get(pk=one.pk)
    assert services.commit(one, by=one.owner) == Outcome(0, 0, 1)
    assert faults(one) == [(2, "单位", "unknown_unit")]
    assert not Hazard.objects.exists()


def test_what_the_law_refuses_on_the_way_in_becomes_a_fault_of_its_row(cast, monkeypatch):
    one = taken(cast.officer, [line(1), line(2)])
    plain = hazards.bring_in

    def bring_in(*, former_number, **told):
        if former_number == "A-1":
            raise NotPossible("刚刚撤销")
        return plain(former_number=former_number, **told)

    monkeypatch.setattr(loading.services, "bring_in", bring_in)
    assert services.commit(one, by=cast.officer) == Outcome(1, 0, 1)
    assert [(fault.code, fault.detail) for fault in one.faults()] == [("refused", "刚刚撤销")]


def test_a_major_row_without_a_clause_is_refused_by_the_service_as_well(cast):
    told = {"unit": cast.school, "category": cast.fire, "place": "x", "description": "y"}
    origin = hazards.Origin("f.xlsx", "0" * 64, 2, {})
    pk = uuid.uuid4()
    with pytest.raises(SomethingMissing):
        hazards.bring_in(
            by=cast.officer,
            id=pk,
            origin=origin,
            found_on=date(2021, 6, 5),
            severity="major",
            **told,
        )


def test_those_whose_turn_it_is_are_told_once_a_unit(cast):
    lines = [line(n, 单位=["示范小学", "第二小学"][n % 2]) for n in range(1, 6)]
    loaded(cast["officer@central"], lines)
    (letter,) = Notification.objects.filter(recipient=cast.officer)
    assert "2" in letter.sentence and "示范小学" in letter.sentence
    assert Hazard.objects.get(pk=letter.about).unit == cast.school
    assert Notification.objects.count() == 2
    loaded(cast["officer@central"], lines)  # nothing new, no news
    assert Notification.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_many_rows_are_left_to_the_worker_which_says_how_far_it_is(cast, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    monkeypatch.setattr(loading, "AT_ONCE", 2)
    one = taken(cast.officer, [line(n) for n in range(1, 6)])
    job = services.commit(one, by=cast.officer, leave_settled=True)
    assert (job.kind, job.phase) == ("import", Job.Phase.WAITING)
    assert services.commit(one, by=cast.officer) == job  # under way: not twice
    with pytest.raises(NotPossible):
        services.match(one, by=cast.officer, mapping={}, unit=None, category=None)
    working.run(job.pk)
    working.run(job.pk)
    job.refresh_from_db()
    assert (job.phase, job.done, job.total) == ("finished", 0, 0)
    assert one.counts()["loaded"] == 5 == Hazard.objects.count()


def test_an_import_of_before_is_forgotten_and_its_hazards_stay(cast):
    one = taken(cast.officer, [line(1)])
    services.commit(one, by=cast.officer)
    Import.objects.update(created_at=one.created_at - schedule.KEPT * 2)
    kept = taken(cast.officer, [line(2)])
    assert schedule.forget_old_imports() == 1
    assert Import.objects.get() == kept
    assert Hazard.objects.count() == 1


# --- Many ------------------------------------------------------------------------------------


@pytest.mark.exhaustive
def test_two_thousand_rows_with_a_hundred_faulty_report_all_and_load_the_rest_once(cast):
    """The ten thousand rows of `benchmarks/files/importing.py`, in small."""
    lines = [line(n, 检查日期="上周三") if n % 20 == 0 else line(n) for n in range(1, 2001)]
    one = taken(cast.officer, lines)
    wrong = faults(one)
    assert wrong == [(n + 1, "检查日期", "bad_date") for n in range(20, 2001, 20)]
    keys = services.keys(services.chosen(one))
    assert loading.load(one, keys) == Outcome(1900, 0, 0)
    assert loading.load(one, keys) == Outcome(0, 0, 0)
    again = taken(cast.officer, lines)
    assert again.counts() == {"good": 0, "faulty": 100, "already_here": 1900, "loaded": 0}
    assert Hazard.objects.count() == 1900 == HistoryEntry.objects.count()


def test_the_file_may_be_sent_again_under_another_name(cast):
    file = book([line(1)])
    loaded(cast.officer, [line(1)])
    file.name = "改了名.xlsx"
    assert services.take_in(file, by=cast.officer).counts()["already_here"] == 1
