"""Setting up: all of it or nothing, by one of several, and with days of the district's own."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.utils import timezone

from installation import codes, in_force, public_address, services, time_zone
from installation.in_force import memory
from installation.models import Installation
from installation.services import AlreadySetUp
from jobs import kinds, queue, running, schedule
from jobs.models import Schedule
from organizations.administration import administers
from organizations.models import Unit, User
from organizations.services import found_unit
from papers import letterheads
from tests.installation.setting_up import ADDRESS, SECRET, answers
from workflow import deadlines

LATE = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 01:00 of March 2nd in Beijing, 23:00 in Urumqi


@pytest.fixture(autouse=True)
def nothing_is_remembered(db):
    memory.forget()
    yield
    timezone.deactivate()


def test_it_makes_the_bureau_and_somebody_who_administers_it():
    person = services.set_up(**answers())
    bureau = Unit.objects.get()
    assert (bureau.code, bureau.kind, bureau.parent) == ("SF000", Unit.Kind.BUREAU, None)
    assert administers(person) and not person.is_superuser and person.check_password(SECRET)
    head = letterheads.of(bureau)
    assert (head.contact, head.phone) == ("安全保卫科", "0555-1234567")
    assert Installation.objects.get().set_up_by == person


def test_a_bureau_that_is_there_already_is_taken_as_it_is():
    found_unit("JZ000", "区教育局", Unit.Kind.BUREAU)
    person = services.set_up(**answers())
    assert Unit.objects.get().name == "区教育局"
    assert administers(person)


def test_a_taken_user_name_leaves_nothing_half_done():
    User.objects.create_user("guanli", name="别人", password="x")
    with pytest.raises(ValidationError) as refusal:
        services.set_up(**answers())
    assert "username" in refusal.value.error_dict
    assert not Unit.objects.exists() and not Installation.objects.exists()


def test_nobody_sets_up_a_ledger_twice():
    services.set_up(**answers())
    with pytest.raises(AlreadySetUp):
        services.set_up(**answers("second"))
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_sets_it_up_and_the_other_is_told():
    outcomes, together = [], threading.Barrier(2)

    def set_up(username: str) -> None:
        together.wait(timeout=20)
        try:
            outcomes.append(services.set_up(**answers(username)).username)
        except AlreadySetUp:
            outcomes.append("told")
        finally:
            connection.close()

    both = [threading.Thread(target=set_up, args=(name,)) for name in ("one", "other")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=40)
    assert sorted(outcomes, key=lambda said: said == "told")[1:] == ["told"]
    assert User.objects.count() == Unit.objects.count() == Installation.objects.count() == 1


# --- The district's days -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Shanghai", date(2026, 3, 2)), ("Asia/Urumqi", date(2026, 3, 1))],
)
def test_a_moment_belongs_to_the_day_of_the_district(zone, day):
    services.set_up(**answers(zone=zone))
    time_zone.activate()
    assert timezone.localdate(LATE) == deadlines.day_of(LATE) == day
    assert deadlines.midnight(day) <= LATE


def test_a_request_counts_in_the_days_of_the_district(client):
    client.force_login(services.set_up(**answers(zone="Asia/Urumqi")))
    timezone.activate("UTC")
    client.get("/")
    assert timezone.get_current_timezone_name() == "Asia/Urumqi"


@pytest.mark.django_db(transaction=True)
def test_a_command_counts_in_the_days_of_the_district():
    services.set_up(**answers(zone="Asia/Urumqi"))
    time_zone.activate_for_a_command()
    assert timezone.get_current_timezone_name() == "Asia/Urumqi"
    assert connection.connection is None  # what the command may fork does not inherit it


@pytest.mark.django_db(transaction=True)
def test_a_command_before_the_first_migration_goes_on_without_a_zone(monkeypatch):
    monkeypatch.setattr(Installation._meta, "db_table", "not_made_yet")
    time_zone.activate_for_a_command()
    assert timezone.get_current_timezone_name() == "Asia/Shanghai"


def test_a_job_and_what_is_done_by_the_clock_count_in_the_days_of_the_district(monkeypatch):
    services.set_up(**answers(zone="Asia/Urumqi"))
    seen: list[str] = []
    monkeypatch.setattr(codes, "is_open", lambda *job: seen.append(zone_now()), raising=True)
    kinds.register("seen", "installation.codes.is_open")
    timezone.activate("UTC")
    running.carry_out(queue.start("seen", by=User.objects.get()))
    timezone.activate("UTC")
    schedule.daily("seen", "installation.codes.is_open")
    running.carry_out_by_the_clock(Schedule.objects.get(name="seen"))
    del kinds.KINDS["seen"]
    assert seen == ["Asia/Urumqi"] * 2


def zone_now() -> str:
    return timezone.get_current_timezone_name()


def test_while_the_database_is_away_the_zone_is_the_one_read_last(monkeypatch):
    services.set_up(**answers(zone="Asia/Urumqi"))
    time_zone.activate()
    monkeypatch.setattr(in_force, "KEPT", 0.0)
    memory.keep(memory.current())
    monkeypatch.setattr(in_force, "_read", unreachable)
    assert memory.current().zone.key == "Asia/Urumqi"


def unreachable():
    raise OperationalError("the database is away")


def test_a_probe_is_answered_without_asking_for_the_zone(client):
    client.get("/healthz/")
    assert memory.reading is None
    client.get("/login/")
    assert memory.reading is not None


def test_the_zone_may_change_until_the_first_hazard(cast):
    services.take_over()
    told = {"public_address": ADDRESS, "contact": "安全保卫科", "phone": "0555-1"}
    services.change(unit=cast.units["bureau"], zone="Asia/Urumqi", **told)
    cast.reported()
    with pytest.raises(ValidationError) as refusal:
        services.change(unit=cast.units["bureau"], zone="Asia/Shanghai", **told)
    assert "zone" in refusal.value.error_dict
    services.change(unit=cast.units["bureau"], zone="Asia/Urumqi", **told)
    assert Installation.objects.get().time_zone == "Asia/Urumqi"


# --- The public address --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://ledger.example.org", "https://ledger.example.org"),
        (" https://Ledger.Example.org/ ", "https://ledger.example.org"),
        ("http://10.0.0.8:8000", "http://10.0.0.8:8000"),
        ("https://[::1]:8443/", "https://[::1]:8443"),
    ],
)
def test_an_address_is_kept_without_its_last_slash(said, kept):
    assert public_address.cleaned(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        *("ledger.example.org", "ftp://ledger.example.org", "https://", "https:///x"),
        *("https://ledger.example.org/ledger", "https://a.example?x=1", "https://a.example#x"),
        *("https://me:secret@a.example", "https://a.example:port", "https://[::1", "https://a b"),
        *("javascript:alert(1)", "https://" + "a" * 200),
    ],
)
def test_an_address_that_is_none_is_refused_in_words(said):
    with pytest.raises(ValidationError):
        public_address.cleaned(said)


def test_links_that_leave_the_screen_take_the_address_the_administrator_named(rf):
    request = rf.get("/", headers={"host": "localhost"})
    assert public_address.link("/x/", request) == "http://localhost/x/"
    services.set_up(**answers())
    assert public_address.link("/x/", request) == f"{ADDRESS}/x/"
