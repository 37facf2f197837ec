"""A code opens one account, once, for a while, and is never kept."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone

from accounts.activation import codes, using
from accounts.activation.issuing import issue
from accounts.activation.newcomers import waiting
from accounts.models import Activation, Session
from audit.kinds import Kind
from audit.models import Event
from notifications.models import Notification
from organizations.models import User
from tests.accounts.activating import NEW, TWICE, activates, code_for, logs_in, never_in, opened
from tests.base.together import at_once
from tests.cast import PASSWORD


@pytest.fixture
def newcomer(cast):
    return never_in(cast.inspector)


# --- The code ------------------------------------------------------------------------------


def test_a_code_has_sixty_bits_in_three_groups_of_four():
    made = {codes.new() for _ in range(2000)}
    assert len(made) == 2000
    assert {len(code) for code in made} == {12}
    assert {sign for code in made for sign in code} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert codes.shown("7K3M9QWX2HTD") == "7K3M-9QWX-2HTD"


@pytest.mark.parametrize(
    "typed",
    [
        "7K01-9QWX-2HTV",
        "7k019qwx2htv",
        " 7kOl 9qwx 2htu ",
        "７Ｋ０１－９ＱＷＸ－２ＨＴＶ",
        "7KoI–9QWX—2HTU",
    ],
)
def test_it_is_read_however_it_is_typed(typed):
    assert codes.plain(typed) == "7K019QWX2HTV"


@pytest.mark.parametrize("typed", ["", "7K01", "7K01-9QWX-2HTVX", "七K01-9QWX-2HTV", "A" * 9000])
def test_what_is_no_code_is_none(typed):
    assert codes.plain(typed) == ""


def test_no_table_keeps_a_code_nor_a_hash_anybody_could_compute(newcomer, settings):
    code = code_for(newcomer)
    kept = Activation.objects.get()
    settings.SECRET_KEY = "another service's own secret, which lies in no table"
    assert codes.digest(code) != kept.digest and code not in str(vars(kept))
    rooms = ("accounts_", "audit_", "django_", "jobs_", "notifications_", "organizations_")
    tables = [name for name in connection.introspection.table_names() if name.startswith(rooms)]
    assert "accounts_activation" in tables
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            assert code not in str(cursor.fetchall()), table


# --- Using it ------------------------------------------------------------------------------


def test_whoever_has_the_code_sets_a_password_and_is_in(newcomer):
    client = opened(code_for(newcomer))
    page = client.get("/activate/password/").content.decode()
    assert str(newcomer) in page and "示范小学" in page and newcomer.username in page
    answer = client.post("/activate/password/", TWICE)
    assert answer.status_code == 302 and answer.url == "/"
    assert client.get("/me/").status_code == 200
    assert logs_in(newcomer)


def test_looking_uses_nothing_up(newcomer):
    code = code_for(newcomer)
    for _ in range(3):
        assert Client().get(f"/activate/{code}/").url == "/activate/password/"
    assert activates(code)


def test_a_code_works_once(newcomer):
    code = code_for(newcomer)
    waits = opened(code)
    assert activates(code)
    assert not activates(code)
    assert waits.post("/activate/password/", TWICE).url == "/activate/"
    assert not Activation.objects.open().exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_it_at_once_one_does(cast):
    code = code_for(never_in(cast.inspector))
    digest = codes.digest(code)

    def use(word):
        try:
            return using.use(digest, word)
        except using.NotValid:
            return None

    words = ["first own word 1", "second own word 2"]
    done = at_once(*(lambda word=word: use(word) for word in words))
    assert sum(one is not None for one in done) == 1
    person = User.objects.get(pk=cast.inspector.pk)
    assert [person.check_password(word) for word in words] == [one is not None for one in done]
    assert Event.objects.filter(kind=Kind.ACTIVATED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_slips_made_at_once_one_works(cast):
    newcomer = never_in(cast.inspector)
    both = at_once(*(lambda: code_for(newcomer) for _ in range(2)))
    assert Activation.objects.open().count() == 1
    assert sorted(activates(code) for code in both) == [False, True]


def test_a_later_slip_ends_the_earlier_one(newcomer):
    earlier, later = code_for(newcomer), code_for(newcomer)
    assert not activates(earlier)
    assert activates(later)


def test_the_database_keeps_one_open_code_for_a_person(newcomer):
    code_for(newcomer)
    told = {"made_at": timezone.now(), "last_day": timezone.localdate(), "digest": "another"}
    with pytest.raises(IntegrityError):
        Activation.objects.create(person=newcomer, **told)


@pytest.mark.parametrize(
    ("moment", "works"),
    [("2026-12-14T15:59:00+00:00", True), ("2026-12-14T16:01:00+00:00", False)],
)
def test_it_ends_with_its_last_day_at_midnight_where_the_ledger_is(newcomer, moment, works):
    with time_machine.travel("2026-11-29T16:30:00+00:00", tick=False):  # the 30th there
        code = code_for(newcomer)
    with time_machine.travel(moment, tick=False):
        assert activates(code) is works


def test_how_many_days_is_the_operators_to_say(newcomer, settings):
    settings.ACTIVATION_DAYS = 3
    code_for(newcomer)
    assert Activation.objects.get().last_day == timezone.localdate() + timedelta(days=3)


def test_a_code_that_was_typed_half_an_hour_ago_is_typed_again(newcomer):
    code = code_for(newcomer)
    client = opened(code)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.post("/activate/password/", TWICE).url == "/activate/"
    assert activates(code)


@pytest.mark.parametrize("word", ["short7", "12345678901", "zhangwei1990", "password2024"])
def test_the_rules_of_passwords_hold(newcomer, word):
    client = opened(code_for(newcomer))
    told = {"new_password1": word, "new_password2": word}
    assert client.post("/activate/password/", told).status_code == 400
    assert Activation.objects.open().exists()


def test_two_different_words_are_no_password(newcomer):
    client = opened(code_for(newcomer))
    told = {"new_password1": NEW, "new_password2": f"{NEW}!"}
    assert client.post("/activate/password/", told).status_code == 400


# --- A lost password -----------------------------------------------------------------------


def test_the_old_password_holds_until_the_slip_is_used_and_both_are_told(cast):
    person = cast.inspector
    inside = Client()
    inside.force_login(person)
    code = code_for(person, cast.officer)
    assert logs_in(person, PASSWORD) and inside.get("/me/").status_code == 200
    (line,) = Notification.objects.filter(recipient=person)
    assert str(cast.officer) in line.sentence and "原密码仍然有效" in line.sentence
    assert activates(code)
    assert not logs_in(person, PASSWORD) and logs_in(person)
    assert inside.get("/me/").status_code == 302 and not Session.objects.filter(
        user=person, session_key=inside.session.session_key
    )
    assert "设置了新密码" in Notification.objects.filter(recipient=person)[0].sentence


def test_whoever_was_never_in_is_told_nothing(newcomer, cast):
    activates(code_for(newcomer, cast.officer))
    assert not Notification.objects.filter(recipient=newcomer).exists()


def test_a_password_somebody_else_chose_need_not_be_changed_after_it(cast):
    User.objects.filter(pk=cast.inspector.pk).update(must_change_password=True)
    client = Client()
    assert activates(code_for(cast.inspector), client)
    assert client.get("/hazards/").status_code == 200


def test_whoever_is_logged_in_there_is_told_and_logged_out(newcomer, cast):
    client = Client()
    client.force_login(cast.officer)
    opened(code_for(newcomer), client)
    assert f"{cast.officer}将随之退出" in client.get("/activate/password/").content.decode()
    assert client.post("/activate/password/", TWICE).url == "/"
    assert client.get("/me/who/").json()["name"] == str(newcomer)


# --- Making it -----------------------------------------------------------------------------


def test_each_code_is_logged_with_its_person_and_its_use_with_its_maker(newcomer, cast):
    code = code_for(newcomer, cast.officer)
    made = Event.objects.get(kind=Kind.ACTIVATION_MADE)
    assert (made.by, made.about_kind, made.about) == (cast.officer, "user", str(newcomer.pk))
    assert made.details == {"whom": newcomer.username}
    activates(code)
    used = Event.objects.get(kind=Kind.ACTIVATED)
    assert used.by == newcomer and used.details == {"maker": cast.officer.username}


def test_nobody_gets_a_code_from_somebody_who_does_not_look_after_them(cast):
    people = [cast["officer@school_2"], cast.inspector]
    with pytest.raises(PermissionDenied):
        issue(people, by=cast.officer)
    assert not Activation.objects.exists() and not Event.objects.exists()


def test_nobody_who_has_left_gets_a_code(cast):
    User.objects.filter(pk=cast.inspector.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        code_for(cast.inspector)


def test_many_codes_cost_a_few_statements_for_each_hundred(cast, django_assert_max_num_queries):
    """But for the line of the log that names each."""
    people = [User(username=f"p{n}", name="某人", password="!") for n in range(60)]
    people = User.objects.bulk_create(people)
    with django_assert_max_num_queries(60 + 8):
        assert [one.person for one in issue(people)] == people


def test_who_waits_has_never_chosen_a_password(cast):
    never_in(cast.inspector)
    User.objects.filter(pk=cast.viewer.pk).update(must_change_password=True, last_login=None)
    told = {"must_change_password": True, "last_login": timezone.now()}
    User.objects.filter(pk=cast.responsible.pk).update(**told)
    User.objects.filter(pk=never_in(cast["officer@central"]).pk).update(is_active=False)
    assert set(waiting(User.objects.all())) == {cast.inspector, cast.viewer}
