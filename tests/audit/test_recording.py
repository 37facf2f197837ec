"""What is logged: who, when, from where, about what, and with which result, on both doors."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from audit.kinds import Kind
from audit.models import Event
from tests.api.conftest import Caller
from tests.cast import PASSWORD
from tests.imports.ledgers import line, taken


def events(*kinds):
    return list(Event.objects.filter(kind__in=kinds).order_by("pk"))


@pytest.fixture
def inside(client, cast):
    """A client somebody has logged in with; the log begins after that."""

    def inside_as(person):
        client.force_login(person)
        return client

    return inside_as


# --- Coming and going ----------------------------------------------------------------------


def test_a_log_in_and_a_log_out_are_logged_with_the_address(client, cast):
    told = {"username": "officer@school", "password": PASSWORD}
    client.post("/login/", told, REMOTE_ADDR="10.1.2.3")
    client.post("/logout/", REMOTE_ADDR="10.1.2.4")
    came, went = events(Kind.LOGGED_IN, Kind.LOGGED_OUT)
    assert (came.by, came.account, came.door) == (cast.officer, "officer@school", "page")
    assert (came.address, went.address) == ("10.1.2.3", "10.1.2.4")
    assert came.unit == cast.school and went.by == cast.officer


def test_a_token_is_logged_when_it_is_made_and_when_it_ends(cast):
    told = {"username": "officer@school", "password": PASSWORD}
    token = Caller().post("auth/login/", told).json()["token"]
    Caller().post("auth/logout/", Authorization=f"Token {token}")
    kinds = [event.kind for event in Event.objects.order_by("pk")]
    assert kinds == ["logged_in", "token_made", "logged_out", "token_ended"]
    assert {event.door for event in Event.objects.all()} == {"api"}


def fail(client, name):
    client.post("/login/", {"username": name, "password": "secret word"})
    Caller().post("auth/login/", {"username": name, "password": "secret word"})
    return events(Kind.LOGIN_FAILED)


def test_a_failed_log_in_is_logged_under_the_name_that_was_typed(client, cast):
    failed = fail(client, "officer@school")
    assert [(e.account, e.by, e.result) for e in failed] == [("officer@school", None, "failed")] * 2
    assert [e.door for e in failed] == ["page", "api"]
    assert not any("secret" in str(vars(e)) for e in failed)


def test_a_name_nobody_has_is_not_written_down_and_found_all_the_same(client, cast):
    """It may be a password in the wrong box."""
    failed = fail(client, "My-Secret-7")
    assert not any("My-Secret-7" in str(vars(e)) for e in failed)
    assert failed[0].account == failed[1].account and failed[0].account.startswith("?")
    assert failed[0].account != fail(client, "My-Secret-8")[-1].account
    assert list(Event.objects.by_person("My-Secret-7").order_by("pk")) == failed


def test_a_name_no_database_could_keep_is_logged_all_the_same(client, cast):
    client.post("/login/", {"username": "x" * 400, "password": "x"})
    Caller().post("auth/login/", {"username": "y" * 150, "password": "x"})
    assert len(events(Kind.LOGIN_FAILED)) in (1, 2)


def test_a_lock_out_is_logged_once_an_hour_however_long_somebody_guesses(client, cast, settings):
    settings.LOCKOUT_ENABLED = True
    guess = {"username": "officer@school", "password": "wrong"}
    for _ in range(settings.LOCKOUT["per_name"] + 3):
        client.post("/login/", guess)
        Caller().post("auth/login/", guess)
    locked = Event.objects.get(kind=Kind.LOCKED_OUT)
    assert (locked.account, locked.by, locked.result) == ("officer@school", None, "refused")
    assert len(events(Kind.LOGIN_FAILED)) == settings.LOCKOUT["per_name"]


def test_whoever_invents_names_does_not_fill_the_log(client, cast, settings):
    settings.LOCKOUT_ENABLED, settings.PROXIES = True, 1
    for n in range(settings.LOCKOUT["per_network"] + 20):
        told = {"username": f"invented {n}", "password": "x"}
        last = Caller().post("auth/login/", told, X_Forwarded_For=f"2001:db8::{n:x}")
    assert last.status_code == 429
    assert len(events(Kind.LOGIN_FAILED)) == settings.LOCKOUT["per_network"]
    assert len(events(Kind.LOCKED_OUT)) == 1


def test_the_address_is_that_of_the_client_behind_our_proxy(client, cast, settings):
    settings.PROXIES = 1
    told = {"username": "officer@school", "password": PASSWORD}
    client.post("/login/", told, headers={"X-Forwarded-For": "6.6.6.6, 10.5.5.5"})
    assert events(Kind.LOGGED_IN)[0].address == "10.5.5.5"


# --- What goes out -------------------------------------------------------------------------


def test_an_export_is_logged_with_its_filters(inside, cast):
    cast.reported()
    inside(cast.officer).get("/hazards/ledger.csv?state=open")
    Caller(cast.officer).get("ledger.xlsx", {"severity": "general"})
    by_page, by_api = events(Kind.EXPORTED)
    assert by_page.details == {"path": "/hazards/ledger.csv", "query": "state=open"}
    assert by_page.about_kind == "ledger" and by_page.by == cast.officer
    assert by_api.details["query"] == "severity=general" and by_api.door == "api"


def test_a_paper_is_logged_with_the_hazard_it_is_about(inside, cast):
    hazard = cast.closed()
    inside(cast.officer).get(f"/hazards/{hazard.pk}/papers/closing-certificate.docx")
    Caller(cast.officer).get(f"hazards/{hazard.pk}/papers/case-file.docx")
    assert [(e.about_kind, e.about) for e in events(Kind.PRINTED)] == [
        ("hazard", str(hazard.pk)),
        ("hazard", str(hazard.pk)),
    ]


def test_a_paper_that_cannot_be_made_yet_is_no_print(inside, cast):
    hazard = cast.reported()
    inside(cast.officer).get(f"/hazards/{hazard.pk}/papers/closing-certificate.docx")
    Caller(cast.officer).get(f"hazards/{hazard.pk}/papers/closing-certificate.docx")
    assert events(Kind.PRINTED) == []


def test_a_photo_of_a_major_hazard_is_logged_once_a_day_and_person(inside, cast):
    hazard = cast.major()
    photo = hazard.photos.get()
    for _ in range(3):
        inside(cast.officer).get(f"/photos/{photo.pk}/display/")
    Caller(cast.officer).get(f"photos/{photo.pk}/display/")
    inside(cast.auditor).get(f"/photos/{photo.pk}/display/")
    seen = events(Kind.PHOTO_VIEWED)
    assert [(event.by, event.about) for event in seen] == [
        (cast.officer, str(photo.pk)),
        (cast.auditor, str(photo.pk)),
    ]
    assert seen[0].unit == hazard.unit and seen[0].details == {"number": hazard.number}


def test_thumbs_and_photos_of_general_hazards_are_not_logged(inside, cast):
    major, general = cast.major().photos.get(), cast.reported().photos.get()
    inside(cast.officer).get(f"/photos/{major.pk}/thumb/")
    inside(cast.officer).get(f"/photos/{general.pk}/display/")
    assert events(Kind.PHOTO_VIEWED) == []


FILES = (".xlsx", ".csv", ".docx", ".pdf", ".zip", "/file/")
PLAIN = ("template.xlsx",)  # an empty form holds nothing of the ledger


def addresses(patterns, before=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.callback


def test_every_file_that_leaves_the_ledger_is_logged():
    """Whoever adds a download marks its view; this looks at every address there is."""
    files = [
        (address, view)
        for address, view in addresses(get_resolver().url_patterns)
        if address.endswith(FILES) and not address.endswith(PLAIN)
    ]
    marked = [
        (a, getattr(v, "audited", getattr(getattr(v, "cls", None), "audited", None)))
        for a, v in files
    ]
    assert len(files) > 30
    assert [address for address, mark in marked if mark is None] == []


# --- What is refused -----------------------------------------------------------------------


def test_what_a_person_may_not_do_is_logged_on_both_doors(inside, cast):
    hazard = cast.rectified()
    inside(cast.viewer).post(f"/hazards/{hazard.pk}/close/", {"version": hazard.version})
    Caller(cast.viewer).post(f"hazards/{hazard.pk}/close/")
    inside(cast.viewer).get("/admin/", follow=True)
    refused = events(Kind.REFUSED)
    assert [event.door for event in refused] == ["page", "api", "admin"]
    assert {(event.by, event.result) for event in refused} == {(cast.viewer, "refused")}
    assert refused[0].details == {"method": "POST", "path": f"/hazards/{hazard.pk}/close/"}


def test_a_refusal_that_is_said_on_the_next_page_is_logged_too(inside, cast):
    hazard = cast.rectified()
    inside(cast.viewer).post("/papers/rows.docx", {"ids": [str(hazard.pk)]})
    assert len(events(Kind.REFUSED)) == 1 and events(Kind.PRINTED) == []


def test_a_stranger_and_what_is_merely_missing_are_no_refusals(client, inside, cast):
    hazard = cast.reported()
    client.get("/hazards/")
    Caller().get("hazards/")
    Caller(cast.officer).post(f"hazards/{hazard.pk}/assign/", {})
    inside(cast.officer).get("/hazards/00000000-0000-0000-0000-000000000000/")
    assert events(Kind.REFUSED) == []


def test_what_is_refused_among_several_is_logged_once_for_all_of_them(inside, cast):
    """The answer itself is no refusal: others of the same request may have gone through."""
    hazards = [str(cast.rectified().pk) for _ in range(2)]
    Caller(cast.viewer).post("hazards/bulk/close/", {"ids": hazards})
    inside(cast.viewer).post("/hazards/bulk/close/", {"ids": hazards, "confirmed": "yes"})
    assert [event.door for event in events(Kind.REFUSED)] == ["api", "page"]
    Caller(cast.officer).post("hazards/bulk/close/", {"ids": hazards})
    assert len(events(Kind.REFUSED)) == 2


def test_an_old_ledger_that_is_loaded_is_logged_on_both_doors(inside, cast):
    by_api, by_page = (taken(cast.officer, [line(n)]) for n in (1, 2))
    Caller(cast.officer).post(f"imports/{by_api.pk}/commit/")
    inside(cast.officer).post(f"/imports/{by_page.pk}/commit/")
    told = [(event.door, event.about) for event in events(Kind.IMPORTED)]
    assert told == [("api", str(by_api.pk)), ("page", str(by_page.pk))]
