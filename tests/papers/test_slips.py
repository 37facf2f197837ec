"""Slips on paper: whose they are, what they are for, and a picture that leads where they say."""

import io
import re
from datetime import date

import pytest
import segno
from django.core.management import CommandError, call_command
from django.test import Client
from pypdf import PdfReader

from accounts.activation.issuing import Issued, issue
from accounts.models import Activation
from installation.in_force import InForce, memory
from organizations.models import Membership, Role, User
from papers.printing import qr
from papers.slips.sheet import sheet
from papers.slips.slip import slips_of
from tests.accounts.activating import activates, logs_in, never_in
from tests.cast import PASSWORD
from tests.papers.printed import flat, text_of
from tests.web.accounts.test_people import CODE

ADDRESS = "https://ledger.example.org"
RUN = re.compile(r"([Mmh])(-?[\d.]+)(?:[ ,](-?[\d.]+))?")


def link(path):
    return f"{ADDRESS}{path}"


def printed(people, title="示范小学"):
    return text_of(sheet(issue(people), link, title), "pdf")


def modules(svg):
    """The dark places of a drawn code, row by row: its lines are one module high."""
    x = y = 0.0
    dark = set()
    (path,) = re.findall(r' d="([^"]+)"', svg)
    for act, first, second in RUN.findall(path):
        if act == "h":
            dark |= {(int(y), int(x) + n) for n in range(int(first))}
            x += float(first)
        else:
            at = (0.0, 0.0) if act == "M" else (x, y)
            x, y = at[0] + float(first), at[1] + float(second)
    return dark


def test_the_picture_is_the_code_of_the_link():
    address = link("/activate/7K3M9QWX2HTD/")
    border = 2
    expected = {
        (row + border, column + border)
        for row, line in enumerate(segno.make(address, error="m", micro=False).matrix)
        for column, is_dark in enumerate(line)
        if is_dark
    }
    assert modules(qr.svg(address)) == expected


def test_the_link_of_a_slip_opens_the_account_it_names(cast):
    newcomer = never_in(cast.inspector)
    (slip,) = slips_of(issue([newcomer]), link)
    assert slip.link.startswith(f"{ADDRESS}/activate/") and slip.qr == qr.svg(slip.link)
    client = Client()
    assert client.get(slip.link.removeprefix(ADDRESS)).url == "/activate/password/"
    assert str(newcomer) in client.get("/activate/password/").content.decode()


def test_everything_somebody_needs_stands_on_it(cast):
    User.objects.filter(pk=cast.inspector.pk).update(staff_number="T-2017", phone="138 0013 8000")
    newcomer = never_in(cast.inspector)
    made = [Issued(newcomer, "7K3M9QWX2HTD", date(2026, 12, 14))]
    said = text_of(sheet(made, link, "示范小学"), "pdf")
    for told in (str(newcomer), "示范小学", "7K3M-9QWX-2HTD", "2026年12月14日", "激活条"):
        assert flat(told) in said, told
    for told in (
        "工号",
        "T-2017",
        "手机号",
        "13800138000",
        "用手机扫描二维码",
        f"{ADDRESS}/activate/",
    ):
        assert told in said, told
    assert newcomer.username not in said


def test_who_has_neither_number_is_told_the_user_name(cast):
    said = printed([never_in(cast.inspector)])
    assert "登录名" in said and "inspector@school" in said


def test_a_shared_phone_is_not_what_one_logs_in_with(cast):
    people = User.objects.filter(pk__in=[cast.inspector.pk, cast.viewer.pk])
    people.update(phone="13800138000")
    assert "13800138000" not in printed(list(people))


def test_the_unit_is_the_lowest_one(cast):
    Membership.objects.create(user=cast.inspector, unit=cast.units["central"], role=Role.VIEWER)
    (slip,) = slips_of(issue([cast.inspector]), link)
    assert slip.unit == "示范小学"


@pytest.mark.parametrize(("n", "pages"), [(1, 1), (8, 1), (9, 2), (17, 3)])
def test_eight_of_them_make_a_page_of_a4(cast, n, pages):
    people = [cast.person(f"p{one}", Role.VIEWER, cast.school) for one in range(n)]
    reader = PdfReader(io.BytesIO(sheet(issue(people), link, "示范小学")))
    assert len(reader.pages) == pages
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert sum(len(CODE.findall(page.extract_text())) for page in reader.pages) == n


def test_long_and_rare_names_do_not_push_anything_off(cast):
    names = [
        "买买提·阿布都热合曼江·艾合买提江·吐尔逊·买合木提江·阿不力米提" * 2,
        "㛃𬱖\ue000",
        "*_#$[x]",
    ]
    people = [cast.person(f"p{n}", Role.VIEWER, cast.school) for n in range(3)]
    for person, name in zip(people, names, strict=True):
        person.name = name[:60]
        person.save()
    reader = PdfReader(io.BytesIO(sheet(issue(people), link, "示范小学")))
    said = flat(reader.pages[0].extract_text())
    assert len(reader.pages) == 1 and len(CODE.findall(said)) == 3
    assert "*_#$[x]" in said and "〓" in said


def test_slips_cost_the_same_statements_for_three_and_for_thirty(cast, django_assert_num_queries):
    people = [cast.person(f"p{n}", Role.VIEWER, cast.school) for n in range(30)]
    made = issue(people)
    for some in (made[:3], made):
        with django_assert_num_queries(2):
            slips_of(some, link)


# --- At the server -------------------------------------------------------------------------


@pytest.fixture
def at_address(monkeypatch):
    zone = memory.current().zone
    monkeypatch.setattr(memory, "current", lambda: InForce(ADDRESS, zone))


def printed_at_the_server(tmp_path, *told):
    file = tmp_path / "slips.pdf"
    call_command("activation_slips", *told[:1], str(file), *told[1:])
    return file, text_of(file.read_bytes(), "pdf")


def test_the_operator_prints_those_of_a_unit_and_all_below(cast, at_address, tmp_path):
    newcomers = [never_in(cast.inspector), never_in(cast["officer@central"])]
    never_in(cast["inspector@direct"])
    file, said = printed_at_the_server(tmp_path, "JZ001")
    made = CODE.findall(said)
    assert len(made) == 2 and all(str(person) in said for person in newcomers)
    assert f"{ADDRESS}/activate/" in said
    assert file.stat().st_mode & 0o777 == 0o600
    assert set(Activation.objects.values_list("made_by", flat=True)) == {None}
    assert all(activates(code) for code in made)


def test_all_of_them_get_one_where_that_is_said_and_keep_their_passwords(
    cast, at_address, tmp_path
):
    _, said = printed_at_the_server(tmp_path, "JZ012", "--all")
    assert len(CODE.findall(said)) == 4
    assert logs_in(cast.officer, PASSWORD)


@pytest.mark.parametrize("unit", ["JZ999", "JZ012"])
def test_it_says_where_there_is_no_such_unit_and_where_nobody_waits(cast, tmp_path, unit):
    with pytest.raises(CommandError):
        call_command("activation_slips", unit, str(tmp_path / "slips.pdf"))
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_left_alone_and_no_code_is_made(cast, tmp_path):
    never_in(cast.inspector)
    file = tmp_path / "slips.pdf"
    file.write_bytes(b"somebody's")
    with pytest.raises(CommandError):
        call_command("activation_slips", "JZ012", str(file))
    assert file.read_bytes() == b"somebody's" and not Activation.objects.exists()
