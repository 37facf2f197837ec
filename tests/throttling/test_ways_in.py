"""User name, staff number and phone number let the same person in, and nobody else."""

from unittest import mock

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.test import Client

from audit.kinds import Kind
from audit.models import Event
from organizations import identifiers
from organizations.models import User
from tests.borders.reading import said
from tests.borders.statements import statements_of
from tests.cast import PASSWORD
from throttling import backends
from throttling.models import FailedLogin

STAFF, PHONE = "T-2017", "13800138000"
NAME = "officer@school"
DOORS = pytest.mark.parametrize(
    ("door", "how"),
    [("/login/", {}), ("/api/v1/auth/login/", {"content_type": "application/json"})],
)
INSIDE = {"/login/": 302, "/api/v1/auth/login/": 200}
WRONG = {"/login/": 200, "/api/v1/auth/login/": 401}


def knows(person, **told):
    User.objects.filter(pk=person.pk).update(**told)


@pytest.fixture
def officer(cast):
    knows(cast.officer, staff_number=STAFF, phone=PHONE)
    return User.objects.get(pk=cast.officer.pk)


def tried(door, how, typed, password=PASSWORD):
    return Client().post(door, {"username": typed, "password": password}, **how)


@DOORS
@pytest.mark.parametrize("typed", [NAME, STAFF, PHONE])
def test_each_of_the_three_lets_its_owner_in(officer, door, how, typed):
    assert tried(door, how, typed).status_code == INSIDE[door]
    assert Event.objects.filter(kind=Kind.LOGGED_IN).newest_first()[0].by == officer


@pytest.mark.parametrize(
    "typed",
    [
        *("T-2017", " T-2017 ", "Ｔ－２０１７"),
        *("138 0013 8000", "138-0013-8000", "１３８００１３８０００", "+86 138 0013 8000"),
        *("+8613800138000", "8613800138000", "008613800138000", "\u202d13800138000\u202c"),
        *(" officer@school", "ｏｆｆｉｃｅｒ@school"),
    ],
)
def test_it_is_taken_however_it_is_typed(officer, typed):
    assert identifiers.account_of(typed) == officer


@pytest.mark.parametrize("kept", ["138 0013 8000", "138-0013-8000", "+86 13800138000"])
def test_a_phone_number_is_found_however_it_was_written_down(cast, kept):
    knows(cast.officer, phone=kept)
    assert identifiers.account_of(PHONE) == cast.officer


@pytest.mark.parametrize(
    "typed", ["", "T-201", "1380013800", "0013800138000", "110", "%", "\u3000"]
)
def test_what_is_not_one_of_them_leads_to_nobody(officer, typed):
    assert identifiers.account_of(typed) is None


def test_people_without_a_phone_or_a_number_do_not_share_one(cast):
    assert identifiers.account_of("") is None
    knows(cast.officer, phone="110")
    assert identifiers.account_of("110") is None


@DOORS
def test_a_phone_two_people_share_lets_neither_in_and_both_keep_their_names(
    officer, cast, door, how
):
    knows(cast.inspector, phone="138-0013-8000", staff_number="T-2018")
    assert tried(door, how, PHONE).status_code == WRONG[door]
    for typed in (NAME, STAFF, "T-2018", "inspector@school"):
        assert tried(door, how, typed).status_code == INSIDE[door], typed


def test_a_phone_of_somebody_who_has_left_is_free(officer, cast):
    knows(cast.inspector, phone=PHONE)
    knows(officer, is_active=False)
    assert identifiers.account_of(PHONE) == cast.inspector


@DOORS
def test_what_leads_to_two_people_leads_to_nobody(officer, cast, door, how):
    """Only past the forms: they refuse it."""
    knows(cast.viewer, username=PHONE)
    for password in (PASSWORD, "wrong"):
        assert tried(door, how, PHONE, password).status_code == WRONG[door]


def test_ones_own_user_name_may_be_ones_phone_and_goes_before_a_shared_one(officer, cast):
    knows(officer, username=PHONE)
    assert identifiers.account_of(PHONE) == officer
    knows(cast.inspector, phone=PHONE)
    assert identifiers.account_of(PHONE) == officer


@DOORS
def test_nobody_who_has_left_comes_in_by_any_of_them(officer, door, how):
    knows(officer, is_active=False)
    assert [tried(door, how, typed).status_code for typed in (NAME, STAFF, PHONE)] == [
        WRONG[door]
    ] * 3


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        ("staff_number", "username"),
        ("phone", "username"),
        ("username", "staff_number"),
        ("phone", "staff_number"),
        ("username", "phone"),
        ("staff_number", "phone"),
    ],
)
def test_nobody_is_given_what_another_one_logs_in_with(cast, theirs, mine):
    knows(cast.inspector, **{theirs: PHONE})
    person = User(username="new", name="新来", password="x")
    setattr(person, mine, "138-0013-8000" if mine == "phone" else PHONE)
    with pytest.raises(ValidationError) as refusal:
        person.full_clean()
    assert set(refusal.value.error_dict) == {mine}
    knows(cast.inspector, is_active=False)
    person.full_clean()


def test_a_phone_may_be_shared_and_ones_own_may_repeat(cast):
    knows(cast.inspector, phone=PHONE)
    User(username="new", name="新来", password="x", phone=PHONE).full_clean()
    User(username="138", name="新来", password="x", staff_number="138").full_clean()


def test_the_form_of_a_person_says_so_beside_the_field(client, cast, officer):
    client.force_login(cast["administrator@bureau"])
    told = {"username": "新来", "name": "新来", "phone": STAFF}
    told |= {"password1": "another horse 7", "password2": "another horse 7"}
    told |= {"usable_password": "true"}
    answer = client.post("/admin/organizations/user/add/", told)
    assert list(answer.context["adminform"].form.errors) == ["phone"]


# --- Guessing ------------------------------------------------------------------------------


def guesses(settings, *typed):
    settings.LOCKOUT_ENABLED = True
    return [tried("/login/", {}, one, "wrong").status_code for one in typed]


def test_guesses_at_the_three_of_one_person_are_counted_together(officer, settings):
    typed = [NAME, STAFF, PHONE, "+86 138-0013-8000"] * 2
    assert guesses(settings, *typed) == [200] * 7 + [429]
    assert set(FailedLogin.objects.values_list("name", flat=True)) == {NAME}
    assert all(tried("/login/", {}, one).status_code == 429 for one in (NAME, STAFF, PHONE))


def test_a_number_nobody_has_is_locked_in_all_its_forms_together(cast, settings):
    typed = ["13900139000", "139 0013 9000", "+8613900139000", "１３９００１３９０００"] * 2
    assert guesses(settings, *typed) == [200] * 7 + [429]


def test_the_log_names_the_account_a_number_leads_to(officer, settings):
    guesses(settings, PHONE)
    assert Event.objects.get(kind=Kind.LOGIN_FAILED).account == NAME
    assert Event.objects.by_person("138 0013 8000").filter(account=NAME).exists()


@DOORS
def test_wrong_passwords_get_the_same_answer_after_the_same_work(officer, cast, door, how):
    knows(cast.inspector, phone="13900139000")
    knows(cast.responsible, phone="13900139000")
    knows(cast.viewer, phone="13700137000", is_active=False)
    tried(door, how, "warms what is read once a process", "wrong")
    answers = []
    for typed in (PHONE, "13900139000", "13700137000", "13600136000"):
        with statements_of() as made:
            answer = tried(door, how, typed, "wrong")
        answers.append((said(answer, typed), made))
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("typed", [NAME, STAFF, PHONE, "13900139000", "nobody"])
@pytest.mark.parametrize("password", ["kept", "none yet"])
def test_one_stored_hash_is_compared_for_whatever_is_typed(officer, cast, typed, password):
    knows(cast.inspector, phone="13900139000")
    knows(cast.responsible, phone="13900139000")
    if password == "none yet":
        knows(officer, password=make_password(None))
    stored = set(User.objects.values_list("password", flat=True))
    with (
        mock.patch.object(backends, "check_password", return_value=False) as compared,
        mock.patch.object(User, "check_password", return_value=False) as own,
    ):
        assert backends.EvenTimeBackend().authenticate(None, typed, "wrong") is None
    assert compared.call_count + own.call_count == 1
    assert all(call.args[1] in stored for call in compared.call_args_list)


# --- What to write on a slip ---------------------------------------------------------------


def test_people_are_told_those_that_lead_to_them_alone(officer, cast):
    knows(cast.inspector, phone="13900139000", staff_number="7")
    knows(cast.responsible, phone="139 0013 9000")
    people = [User.objects.get(pk=p.pk) for p in (officer, cast.inspector, cast.responsible)]
    assert identifiers.ways_in(people) == {
        officer.pk: [("staff_number", STAFF), ("phone", PHONE)],
        cast.inspector.pk: [("staff_number", "7")],
        cast.responsible.pk: [("username", "responsible@school")],
    }
