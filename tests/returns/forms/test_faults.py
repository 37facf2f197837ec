"""A template that cannot be used: each fault is named with its line, and nothing is saved."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import translation

from records.nodes import LONGEST, FaultyTemplate
from returns.forms.reading import read
from returns.models.form_templates import FormTemplate
from tests.returns.campaigning import template

SHIPPED = {"safety-month", "monthly"}
DRILL = """\
code: drill
version: "1"
layout: table
title: 演练情况表
heads: [项目, 要求, 进展]
header:
  unit: 填报单位
  contact_name: 联系人
  contact_phone: 电话
  filled_on: 填报日期
sections:
  - title: 演练
    rows:
      - activity: 疏散
        requirements: [每学期一次]
        prompt: 以（{forms}）演练（{drills}）次，合格（{passed:yes}）是（{passed:no}）否
indicators:
  - code: forms
    label: 形式
    type: text
    aggregation: join
    source: typed
    meaning: 以哪些形式演练
  - code: drills
    label: 次数
    type: int
    aggregation: sum
    source: typed
    meaning: 演练的次数
    checks:
      - {together_with: forms, level: warn}
  - code: passed
    label: 合格
    type: yes_no
    aggregation: allyes
    source: typed
    meaning: 是否合格
"""
COLUMNS = """\
code: rates
version: "1"
layout: columns
title: 整改率
header: {unit: 单位, contact_name: 联系人, contact_phone: 电话, filled_on: 日期}
sections:
  - title: 隐患
    columns: [found, share]
indicators:
  - {code: found, label: 排查, type: int, aggregation: sum, source: hazards.found, meaning: 发现的}
  - {code: share, label: 率, type: rate, numerator: found, denominator: found, meaning: 比率}
"""


def faults(source):
    with translation.override("en"), pytest.raises(FaultyTemplate) as refused:
        read(source)
    return [(fault.line, fault.sentence) for fault in refused.value.faults]


def test_the_templates_of_these_tests_are_sound():
    assert [i.code for i in read(DRILL).indicators] == ["forms", "drills", "passed"]
    assert read(COLUMNS).by_code["share"].numerator == "found"


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("  - code: drills", "  - code: forms", 24, "The code “forms” is used twice."),
        ("code: drills", "code: Drills", 24, "A code is small letters, digits and underscores."),
        ("type: int", "type: whole", 26, "“whole” is none of: int, text"),
        ("aggregation: sum", "aggregation: join", 27, "“int” goes up the tree by “sum”."),
        ("aggregation: sum", "aggregation: most", 27, "“most” is none of: sum, join"),
        ("    source: typed\n    meaning: 演练的", "    source: guessed\n    meaning: 演练的", 28,
         "The source “guessed” is unknown; known: typed, hazards.found"),
        ("    source: typed\n    meaning: 以", "    source: hazards.found\n    meaning: 以", 22,
         "“hazards.found” does not give a figure of “text”."),
        ("    source: typed\n    meaning: 演", "    source: hazards.funds\n    meaning: 演", 28,
         "“hazards.funds” does not give a figure of “int”."),
        ("    source: typed\n    meaning: 演",
         "    source: activities.launch.names\n    meaning: 演", 28,
         "“activities.launch.names” does not give a figure of “int”."),
        ("    source: typed\n    meaning: 以",
         "    source: activities.launch.people\n    meaning: 以", 22,
         "“activities.launch.people” does not give a figure of “text”."),
        ("    label: 次数\n", "", 24, "“label” is missing."),
        ("version: \"1\"\n", "", 1, "“version” is missing."),
        ("    label: 次数", "    label: 次数\n    hue: red", 26, "Nothing here is called “hue”."),
        ("title: 演练情况表", "title: 演练情况表\ntitle: 另一个", 5, "“title” is said twice."),
        ("title: 演练情况表", "title: ''", 4, "Words are expected here."),
        ("title: 演练情况表", f"title: {'长' * 121}", 4, "A title has 120 characters at most."),
        ("version: \"1\"", "version: 第一版", 2, "Small letters, digits and hyphens only."),
        ("layout: table", "layout: circle", 3, "“circle” is none of: table, columns."),
        ("heads: [项目, 要求, 进展]", "heads: [项目, 要求]", 5, "A table has three heads."),
        ("  unit: 填报单位\n", "", 7, "“unit” is missing."),
        ("requirements: [每学期一次]", "requirements: 每学期", 15, "A list is expected here."),
        ("（{drills}）次", "（{drills}）次（{people}）人", 16,
         "There is no indicator for the blank “people”."),
        ("（{drills}）", "（）", 12, "No blank is there for “drills”."),
        ("（{passed:no}）", "（）", 12, "No blank is there for “passed:no”."),
        ("（{drills}）次", "（{drills}）次（{drills}）场", 16, "The blank “drills” stands twice."),
        ("（{drills}）", "（{drills:yes}）", 16,
         "There is no indicator for the blank “drills:yes”."),
        ("together_with: forms", "together_with: form", 31, "There is no indicator “form”."),
        ("together_with: forms", "at_most: forms", 31, "“forms” is not a number."),
        ("together_with: forms", "more_than: forms", 31, "A check says one of"),
        ("level: warn", "level: shout", 31, "“shout” is none of: block, warn."),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(old, new, line, sentence):
    source = DRILL.replace(old, new, 1)
    assert source != DRILL
    found = [told for at, told in faults(source) if at == line]
    assert any(told.startswith(sentence) for told in found), faults(source)


def test_a_text_is_not_at_most_anything():
    source = DRILL.replace(
        "以哪些形式演练", "以哪些形式演练\n    checks:\n      - {at_most: drills, level: warn}"
    )
    assert faults(source) == [(25, "Only a number can be at most another.")]


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_rate_is_made_of_numbers_the_form_has(part):
    assert faults(COLUMNS.replace(f"{part}: found", f"{part}: lost")) == [
        (11, "There is no indicator “lost”.")
    ]
    assert faults(COLUMNS.replace(f"{part}: found", f"{part}: share")) == [
        (11, "“share” is not a number.")
    ]


@pytest.mark.parametrize(
    ("source", "line", "sentence"),
    [
        ("", 1, "The template is empty."),
        ("# nothing\n", 1, "The template is empty."),
        ("just words", 1, "Named entries are expected here."),
        ("code: drill\ntitle: [", 2, "This is no YAML"),
        ("code: drill\ntitle: \x07", 1, "This is no YAML"),
        ("code: drill\n---\ncode: again", 2, "This is no YAML"),
        ("[" * LONGEST, 1, "This is nested too deeply for a form."),
        ("code: &a drill\ntitle: *a", 2, "Aliases (*) are not read here."),
        ("#" * (LONGEST + 1), 1, "This is too long for a form."),
    ],
)
def test_what_is_no_template_at_all_is_told_in_one_sentence(source, line, sentence):
    ((at, told),) = faults(source)
    assert at == line and told.startswith(sentence)


def test_all_faults_are_told_at_once_in_the_order_of_their_lines():
    source = DRILL.replace("type: int", "type: whole").replace("title: 演练情况表", "title: ''")
    assert [line for line, _ in faults(source)] == [4, 26]


# --- Entering ------------------------------------------------------------------------------


@pytest.fixture
def entering(client, cast):
    """What comes back when the administrator enters a source, and what is there afterwards."""
    client.force_login(cast["administrator@bureau"])
    address = reverse("admin:reports_formtemplate_add")
    return lambda source: client.post(address, {"source": source, "retired_on": ""})


def test_an_administrator_enters_a_new_form_without_any_code(entering):
    assert entering(DRILL).status_code == 302
    entered = FormTemplate.objects.get(code="drill")
    assert (entered.version, entered.title) == ("1", "演练情况表")
    assert entered.form.by_code["drills"].label == "次数"


def test_a_bad_form_is_refused_at_its_line_and_nothing_is_saved(entering):
    answer = entering(DRILL.replace("type: int", "type: whole"))
    assert answer.status_code == 200
    (told,) = answer.context["adminform"].form.errors["source"]
    assert "26" in told and "whole" in told
    assert set(FormTemplate.objects.values_list("code", flat=True)) == SHIPPED


def test_the_same_version_is_not_entered_twice(entering):
    entering(DRILL)
    answer = entering(DRILL.replace("演练情况表", "另一张表"))
    assert answer.status_code == 200 and answer.context["adminform"].form.errors["source"]
    assert FormTemplate.objects.get(code="drill").title == "演练情况表"


def test_a_file_is_entered_by_the_command_once(db, tmp_path, capsys):
    file = tmp_path / "drill.yaml"
    file.write_text(DRILL, encoding="utf-8")
    call_command("load_forms", str(file))
    call_command("load_forms", str(file))
    assert capsys.readouterr().out == "drill.yaml: new\ndrill.yaml: there already\n"
    assert FormTemplate.objects.get(code="drill").source == DRILL


def test_the_command_without_a_file_finds_the_shipped_forms_there(db, capsys):
    call_command("load_forms")
    told = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in told] == ["there already", "there already"]


def test_a_bad_file_is_refused_by_the_command_with_line_and_fault(db, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text(DRILL.replace("source: typed", "source: guessed", 1), encoding="utf-8")
    with pytest.raises(CommandError, match=r"(?s)bad\.yaml.*22.*guessed"):
        call_command("load_forms", str(file))
    file.write_bytes(b"code: \xff\xfe")
    with pytest.raises(CommandError, match=r"bad\.yaml"):
        call_command("load_forms", str(file))
    with pytest.raises(CommandError, match=r"none\.yaml"):
        call_command("load_forms", str(tmp_path / "none.yaml"))
    assert set(FormTemplate.objects.values_list("code", flat=True)) == SHIPPED


# --- Staying -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_formtemplate SET source = source || '#'",
        "DELETE FROM reports_formtemplate",
    ],
)
def test_the_words_of_a_form_are_kept_by_the_database_itself(desk, statement):
    with pytest.raises(DatabaseError, match="keeps everything"), transaction.atomic():
        connection.cursor().execute(statement)
    assert template().form.code == "safety-month"


def test_a_form_can_be_retired_and_keeps_its_words(client, cast):
    client.force_login(cast["administrator@bureau"])
    form = template("monthly")
    address = reverse("admin:reports_formtemplate_change", args=[form.pk])
    client.post(address, {"source": "code: other", "retired_on": "2026-01-01"})
    kept = FormTemplate.objects.get(pk=form.pk)
    assert kept.retired_on is not None and kept.source == form.source
