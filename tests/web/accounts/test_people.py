"""The list of accounts: who finds whom there, what it says, and the slips that come from it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from accounts.activation import codes
from accounts.models import Activation
from audit.kinds import Kind
from audit.models import Event
from installation.in_force import memory
from organizations.models import Membership, Role, User
from tests.accounts.activating import activates, code_for, never_in
from tests.papers.printed import text_of
from tests.web.reading import words_on
from tests.web.test_statements import asked_by, repeated
from web.accounts import people

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def inside(person):
    client = Client()
    client.force_login(person)
    return client


def listed(answer):
    return {row.person.username for row in answer.context["rows"]}


def row_of(client, person, query=""):
    rows = client.get(f"/accounts/?{query}").context["rows"]
    return next((row for row in rows if row.person == person), None)


# --- The doors -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["inspector@school", "viewer@bureau", "auditor@bureau", "stranger"]
)
def test_whoever_looks_after_nobody_is_refused(cast, name):
    client = inside(cast.stranger if name == "stranger" else cast[name])
    assert client.get("/accounts/").status_code == 403
    assert client.post("/accounts/slips.pdf", {"unit": cast.school.pk}).status_code == 403
    assert client.post(f"/accounts/{cast.inspector.pk}/slip/").status_code == 403
    assert "/accounts/" not in client.get("/me/").content.decode()
    assert not Activation.objects.exists()


def test_a_stranger_is_asked_to_log_in(client, cast):
    assert client.get("/accounts/").url.startswith("/login/")
    for door in ("/accounts/slips.pdf", f"/accounts/{cast.inspector.pk}/slip/"):
        assert client.post(door).url.startswith("/login/")


def test_who_or_what_is_out_of_reach_is_not_there(cast):
    client = inside(cast.officer)
    for person in (cast["officer@central"], cast["inspector@direct"], cast.officer):
        assert client.post(f"/accounts/{person.pk}/slip/").status_code == 404
    elsewhere = cast.units["school_2"].pk
    assert client.get(f"/accounts/?unit={elsewhere}").status_code == 404
    for unit in (elsewhere, "", "x"):
        assert client.post("/accounts/slips.pdf", {"unit": unit}).status_code == 404
    assert not Activation.objects.exists()


def test_slips_are_made_by_a_button_and_never_by_a_link(cast):
    client = inside(cast.officer)
    assert client.get("/accounts/slips.pdf").status_code == 405
    assert client.get(f"/accounts/{cast.inspector.pk}/slip/").status_code == 405


def test_whoever_has_left_gets_none_now(cast):
    User.objects.filter(pk=cast.inspector.pk).update(is_active=False)
    answer = inside(cast.officer).post(f"/accounts/{cast.inspector.pk}/slip/")
    assert answer.status_code == 409 and "已停用" in words_on(answer)


# --- The list ------------------------------------------------------------------------------


def test_an_officer_finds_their_own_and_an_administrator_everybody(cast):
    assert 'href="/accounts/"' in inside(cast.officer).get("/me/").content.decode()
    found = listed(inside(cast.officer).get("/accounts/"))
    assert found == {"inspector@school", "responsible@school", "viewer@school"}
    found = listed(inside(cast["administrator@bureau"]).get("/accounts/"))
    assert found == {*cast.people, "stranger"} - {"administrator@bureau"}


def test_each_account_says_how_far_it_is(cast):
    client, person = inside(cast.officer), cast.inspector
    seen_on = timezone.now() - timedelta(days=3)
    User.objects.filter(pk=person.pk).update(last_login=seen_on)
    row = row_of(client, person)
    assert row.state == "已激活" and "最近登录" in row.said[0]
    never_in(person)
    assert row_of(client, person)[3:5] == ("未激活", [])
    code_for(person)
    assert "有效期至" in row_of(client, person).said[0]
    Activation.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    assert "到期" in row_of(client, person).said[0]
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert row_of(client, person)[3:5] == ("已停用", [])


def test_whoever_comes_later_is_listed_with_the_day_and_gets_a_slip(cast):
    client, first_day = inside(cast.officer), timezone.localdate() + timedelta(days=7)
    Membership.objects.filter(user=cast.inspector).update(starts_on=first_day)
    never_in(cast.inspector)
    (role,) = row_of(client, cast.inspector).roles
    assert role == f"示范小学 · 检查员 · 自{date_format(first_day)}起"
    (other,) = row_of(client, cast.responsible).roles
    assert other == "示范小学 · 整改责任人"
    page = client.get(f"/accounts/?unit={cast.school.pk}")
    assert page.context["n_waiting"] == 1
    printed = client.post("/accounts/slips.pdf", {"unit": cast.school.pk, "below": "yes"})
    assert "示范小学" in text_of(b"".join(printed.streaming_content), "pdf")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=responsible", {"responsible@school"}),
        ("search=%E7%A4%BA%E8%8C%83", {"inspector@school", "responsible@school", "viewer@school"}),
        ("search=T-77", {"viewer@school"}),
        ("search=nobody", set()),
        ("state=never_in", {"inspector@school"}),
        ("state=code", {"responsible@school"}),
        ("state=active", {"responsible@school"}),
        ("state=left", {"viewer@school"}),
    ],
)
def test_it_is_searched_and_narrowed(cast, query, found):
    never_in(cast.inspector)
    code_for(cast.responsible)
    User.objects.filter(pk=cast.viewer.pk).update(is_active=False, staff_number="T-77")
    assert listed(inside(cast.officer).get(f"/accounts/?{query}")) == found


def test_a_unit_is_found_by_its_initials_and_means_all_below(cast):
    client = inside(cast["administrator@bureau"])
    page = client.get("/accounts/?unit_search=sfxx").content.decode()
    assert f"unit={cast.school.pk}" in page
    found = listed(client.get(f"/accounts/?unit={cast.units['central'].pk}"))
    assert found == {name for name in cast.people if name.endswith(("@central", "@school"))} | {
        "officer@school_2",
        "responsible@school_2",
    }


def test_it_costs_the_same_for_many(cast):
    client = inside(cast.officer)
    for person in (cast.inspector, cast.viewer):
        code_for(person)
    few = asked_by(client, "/accounts/")
    for n in range(27):
        person = cast.person(f"p{n}", Role.VIEWER, cast.school)
        code_for(person)
    many = asked_by(client, "/accounts/")
    assert len(few) == len(many) <= 16, "\n".join(many)
    assert repeated(many) == []


@pytest.mark.parametrize(
    ("words", "taken"), [(("", ""), True), (("another horse 7", ""), False), (("", "x"), False)]
)
def test_somebody_is_taken_in_without_a_password_and_waits_for_a_slip(cast, words, taken):
    client = inside(cast["administrator@bureau"])
    told = {"username": "new.one", "name": "新来", "password1": words[0], "password2": words[1]}
    client.post("/admin/organizations/user/add/", told)
    person = User.objects.filter(username="new.one").first()
    assert (person is not None) is taken
    if person is not None:
        assert not person.has_usable_password()
        assert row_of(client, person, "search=new.one").state == "未激活"
        assert activates(code_for(person))


# --- One slip ------------------------------------------------------------------------------


def test_one_tap_makes_a_slip_that_is_shown_once_and_works(cast):
    client = inside(cast.officer)
    answer = client.post(f"/accounts/{cast.inspector.pk}/slip/")
    (code,) = CODE.findall(words_on(answer))
    assert answer["Cache-Control"] == "no-store"
    assert Activation.objects.get().made_by == cast.officer
    assert codes.digest(codes.plain(code)) == Activation.objects.get().digest
    assert activates(code)


# --- A sheet of slips ----------------------------------------------------------------------


def sheet(client, **told):
    answer = client.post("/accounts/slips.pdf", told)
    if answer.status_code != 200:
        return answer, []
    said = text_of(b"".join(answer.streaming_content), "pdf")
    return said, CODE.findall(said)


def test_a_unit_gets_slips_for_those_who_were_never_in_and_each_code_works(cast):
    waiting = [never_in(person) for person in (cast.inspector, cast.viewer)]
    said, made = sheet(inside(cast.officer), unit=cast.school.pk, below="yes")
    assert len(made) == len(set(made)) == 2
    assert all(str(person) in said and person.username in said for person in waiting)
    assert str(cast.responsible) not in said and "示范小学" in said
    assert all(activates(code) for code in made)
    assert {User.objects.get(pk=person.pk).has_usable_password() for person in waiting} == {True}


def test_only_the_unit_itself_is_one_choice(cast):
    never_in(cast.inspector)
    never_in(cast["viewer@central"])
    client, central = inside(cast["officer@central"]), cast.units["central"].pk
    assert len(sheet(client, unit=central)[1]) == 1
    assert len(sheet(client, unit=central, below="yes")[1]) == 2


def test_nobody_higher_is_on_the_sheet(cast):
    """An auditor who also looks at the school is not the officers' to give a slip."""
    auditor, officer = never_in(cast["auditor@bureau"]), never_in(cast.officer)
    Membership.objects.create(user=auditor, unit=cast.school, role=Role.VIEWER)
    said, made = sheet(inside(cast["officer@central"]), unit=cast.units["central"].pk, below="y")
    assert len(made) == 1 and str(officer) in said and str(auditor) not in said


def test_each_slip_and_the_sheet_are_logged(cast):
    never_in(cast.inspector)
    sheet(inside(cast.officer), unit=cast.school.pk)
    (made,) = Event.objects.filter(kind=Kind.ACTIVATION_MADE)
    assert made.about == str(cast.inspector.pk) and made.by == cast.officer
    assert Event.objects.filter(kind=Kind.PRINTED, by=cast.officer).count() == 1


def test_where_nobody_waits_it_says_so(cast):
    client = inside(cast.officer)
    answer, _ = sheet(client, unit=cast.school.pk)
    assert "没有待激活的人员" in words_on(client.get(answer.url))


def test_more_than_a_sheet_holds_are_not_begun(cast, monkeypatch):
    monkeypatch.setattr(people, "MOST", 1)
    never_in(cast.inspector)
    never_in(cast.viewer)
    client = inside(cast.officer)
    answer, _ = sheet(client, unit=cast.school.pk)
    assert "超过 1 人" in words_on(client.get(answer.url))
    assert not Activation.objects.exists()


def test_the_address_on_a_slip_is_the_public_one(cast, monkeypatch):
    kept = memory.current()._replace(public_address="https://ledger.example.org")
    monkeypatch.setattr(memory, "current", lambda: kept)
    never_in(cast.inspector)
    said, _ = sheet(inside(cast.officer), unit=cast.school.pk)
    assert "https://ledger.example.org/activate/" in said
