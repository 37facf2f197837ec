"""`load_district` and `district_template`, as an operator calls them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.kinds import Kind
from audit.models import Event
from organizations.models import Membership, Unit, User
from tests.district.books import book, person, unit

pytestmark = pytest.mark.django_db
UNITS = [unit("X01", "东风小学"), unit("JZ012", "示范第一小学", 类型=None)]
PEOPLE = [person("甲一", "T1", "东风小学"), person("乙二", "T2", 角色="整改责任人、查看")]


@pytest.fixture
def written(tmp_path):
    def write(units=(), people=()):
        file = tmp_path / "district.xlsx"
        file.write_bytes(book(units, people).read())
        return str(file)

    return write


def called(*asked) -> str:
    out = StringIO()
    call_command("load_district", *asked, stdout=out, stderr=StringIO())
    return out.getvalue()


def refused(*asked) -> tuple[str, str, int]:
    """What was printed, the last sentence, and the exit code."""
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("load_district", *asked, stdout=out, stderr=StringIO())
    return out.getvalue(), str(refusal.value), refusal.value.returncode


def test_a_dry_run_prints_the_difference_and_changes_nothing(cast, written):
    said = called(written(UNITS, PEOPLE), "--dry-run")
    for words in ("新增单位: 1", "东风小学", "更名单位: 1", "示范小学 → 示范第一小学", "甲一"):
        assert words in said
    assert "Nothing is loaded." in said
    assert not Unit.objects.filter(code="X01").exists()


def test_yes_loads_and_a_second_time_nothing_changes(cast, written):
    file = written(UNITS, PEOPLE)
    assert "Loaded." in called(file, "--yes")
    assert User.objects.filter(staff_number__in=["T1", "T2"]).count() == 2
    assert "Nothing changes." in called(file, "--yes")
    assert Event.objects.filter(kind=Kind.DISTRICT_LOADED, door="command").count() == 2


def test_a_faulty_row_is_named_and_nothing_is_loaded_until_it_may_be_skipped(cast, written):
    file = written(
        [*UNITS, unit("X03", "北小学", 类型="医院")], [*PEOPLE, person("丙三", 手机="138")]
    )
    for asked in (("--yes",), ("--dry-run",), ()):
        out, why, code = refused(file, *asked)
        assert "! 单位 row 4 类型: 「医院」不是单位类型" in out and "! 人员 row 4 手机" in out
        assert (why, code) == ("2 faulty rows.", 1)
        assert not Unit.objects.filter(code="X01").exists()
    out, why, code = refused(file, "--yes", "--skip-faulty")
    assert "Loaded." in out and code == 1
    assert Unit.objects.filter(code="X01").exists()
    assert not Unit.objects.filter(code="X03").exists()


def test_without_a_terminal_it_asks_for_the_word(cast, written, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())
    _out, why, code = refused(written(UNITS))
    assert "--yes" in why and code == 1
    assert not Unit.objects.filter(code="X01").exists()


def test_those_missing_are_listed_and_ended_only_when_it_is_said(cast, written):
    file = written([unit("JZ012", "示范小学")], PEOPLE[1:])
    assert f"{cast.officer.name} · 示范小学 · 安全负责人" in called(file, "--yes")
    assert Membership.objects.held().filter(user=cast.officer).exists()
    called(file, "--yes", "--end-missing")
    assert not Membership.objects.held().filter(user=cast.officer).exists()
    assert not User.objects.get(pk=cast.officer.pk).is_active


def test_nobody_is_ended_while_a_row_is_faulty(cast, written):
    file = written([unit("JZ012", "示范小学")], [*PEOPLE[1:], person("丙三", 手机="138")])
    _out, why, code = refused(file, "--yes", "--skip-faulty", "--end-missing")
    assert "--end-missing" in why and code == 1
    assert not User.objects.filter(staff_number="T2").exists()


def test_a_file_that_is_none_is_refused_in_a_sentence(cast, written, tmp_path):
    assert refused(str(tmp_path / "away.xlsx"), "--yes")[2] == 1
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "另存为" in refused(str(bad), "--yes")[1]


def test_the_template_is_written_and_an_empty_one_loads_nothing(cast, tmp_path):
    file = tmp_path / "template.xlsx"
    call_command("district_template", str(file), stdout=StringIO())
    assert file.read_bytes().startswith(b"PK")
    assert "Nothing changes." in called(str(file), "--yes")
    with pytest.raises(CommandError):
        call_command("district_template", str(tmp_path / "no" / "template.xlsx"))
