"""The bureau's own clauses come from a workbook, as a new edition; what was judged stays judged."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from hazards.models import Clause, Hazard
from hazards.reference import FIRST, LOCAL, SECOND
from imports import clauses
from imports.rows.faults import Unacceptable
from tests.imports.ledgers import several
from tests.web.reading import words_on

HEADS = ["编号", "类别", "条款", "依据", "原文"]
TODAY = datetime.date(2026, 3, 1)
OWN = ["local-kitchen-1", "食品与饮水", "食堂无证经营", "第三条第一项", "未取得许可从事食堂经营的"]


def book(*lines, heads=HEADS, above=()):
    return several({"说明": [["说明"]], "条款": [*above, heads, *lines]}, "区条款.xlsx")


def plan_of(*lines, edition="区2026", **told):
    return clauses.plan(clauses.read(book(*lines, **told)), edition)


def loaded(*lines, edition="区2026", retire_missing=False):
    told = plan_of(*lines, edition=edition)
    clauses.load(told, on=TODAY, retire_missing=retire_missing)
    return told


def test_a_new_clause_can_be_chosen_once_it_is_loaded(cast):
    told = plan_of(OWN, above=[["某区重大隐患判定条款"]])
    assert [one.code for one in told.new] == ["local-kitchen-1"] and not told.faults
    assert not Clause.objects.filter(code="local-kitchen-1").exists()
    clauses.load(told, on=TODAY)
    own = Clause.objects.current().get(code="local-kitchen-1")
    assert (own.edition, own.text, own.section) == ("区2026", "食堂无证经营", "食品与饮水")
    assert (own.basis, own.wording) == ("第三条第一项", "未取得许可从事食堂经营的")


def test_what_was_judged_under_the_old_wording_keeps_it(cast):
    hazard, before = cast.major(), cast.clause
    loaded(["fire-08", "消防", "安全出口不够", None, None])
    assert Hazard.objects.get(pk=hazard.pk).clause.text == before.text
    assert Clause.objects.get(pk=before.pk).retired_on == TODAY
    assert Clause.objects.current().get(code="fire-08").text == "安全出口不够"


def test_the_same_file_again_changes_nothing(cast):
    loaded(OWN)
    again = plan_of(OWN, edition="区2027")
    assert (again.new, again.changed, len(again.same)) == ([], [], 1)


def test_an_edition_somebody_may_have_been_judged_by_is_not_rewritten(cast):
    loaded(OWN)
    (fault,) = plan_of([*OWN[:2], "别的话", *OWN[3:]]).faults
    assert fault.code == "edition_taken" and "local-kitchen-1" in fault.detail


def test_those_the_file_does_not_have_are_retired_only_when_asked(cast):
    before = Clause.objects.current().count()
    assert len(loaded(OWN).missing) == before
    assert Clause.objects.current().count() == before + 1
    loaded(OWN, retire_missing=True)
    assert [one.code for one in Clause.objects.current()] == ["local-kitchen-1"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([None, "消防", "话", None, None], "missing"),
        (["a-1", "消防", None, None, None], "missing"),
        (["a-1", "天外", "话", None, None], "unknown_category"),
        (["a 1", "消防", "话", None, None], "bad_code"),
        (["a" * 33, "消防", "话", None, None], "too_long"),
    ],
)
def test_a_faulty_row_is_named_and_then_nothing_is_loaded(cast, cells, code):
    told = plan_of(OWN, cells)
    assert [(fault.row, fault.code) for fault in told.faults] == [(3, code)]
    assert told.faults[0].detail
    with pytest.raises(ValueError, match="faults"):
        clauses.load(told, on=TODAY)


def test_one_code_twice_is_a_fault(cast):
    assert [fault.code for fault in plan_of(OWN, OWN).faults] == ["twice"]


def test_a_workbook_without_such_heads_is_refused():
    with pytest.raises(Unacceptable):
        clauses.read(book(["a", "b"], heads=["甲", "乙"]))


def test_the_command_says_what_would_change_and_does_it_when_not_told_otherwise(
    cast, tmp_path, capsys
):
    file = tmp_path / "区条款.xlsx"
    file.write_bytes(book(OWN).getvalue())
    call_command("load_clauses", str(file), "--dry-run")
    assert "+ local-kitchen-1" in capsys.readouterr().out
    assert not Clause.objects.filter(edition="区条款").exists()
    call_command("load_clauses", str(file))
    assert Clause.objects.filter(edition="区条款").count() == 1
    file.write_bytes(book(["a 1", "消防", "话", None, None]).getvalue())
    with pytest.raises(CommandError):
        call_command("load_clauses", str(file))


def test_an_administrator_sees_first_what_would_change_and_then_loads_it(cast, client):
    client.force_login(cast["administrator@bureau"])
    assert "导入条款" in words_on(client.get("/admin/hazards/clause/"))
    page = client.post("/clauses/load/", {"file": book(OWN), "edition": "区2026"})
    assert "食堂无证经营" in words_on(page) and not Clause.objects.filter(edition="区2026")
    told = {"signed": page.context["load"].initial["signed"]}
    client.post("/clauses/load/confirmed/", told)
    assert Clause.objects.filter(edition="区2026").count() == 1


def test_rows_nobody_has_read_are_not_loaded_and_nobody_else_may(cast, client):
    client.force_login(cast["administrator@bureau"])
    client.post("/clauses/load/confirmed/", {"signed": "forged"})
    client.force_login(cast.auditor)
    assert client.get("/clauses/load/").status_code == 403
    assert client.post("/clauses/load/confirmed/", {"signed": "forged"}).status_code == 403
    assert not Clause.objects.exclude(edition__in=[FIRST, SECOND, LOCAL])
