"""What people and programs are told when something is away, and when we made a mistake."""

import errno

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted

from hazards.photos.store import StoreAway
from monitoring import answers, meters


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    client.raise_request_exception = False
    return client


def raising(error):
    def view(*_whatever, **_more):
        raise error

    return view


@pytest.fixture
def failing(monkeypatch):
    """Every list of hazards fails as told, on the page and in the API."""

    def failing(error):
        monkeypatch.setattr("hazards.models.querysets.HazardQuerySet.visible_to", raising(error))

    return failing


FULL = OSError(errno.ENOSPC, "No space left on device")


def test_a_page_says_what_is_away_and_when_to_try_again(officer, failing):
    failing(StoreAway("gone"))
    page = officer.get("/hazards/")
    assert page.status_code == 503
    assert page["Retry-After"] == "5"
    assert "no-store" in page["Cache-Control"]
    assert "照片库" in page.content.decode()
    assert page["X-Request-ID"] in page.content.decode()


def test_the_api_says_it_in_its_own_shape(officer, failing):
    failing(FULL)
    answer = officer.get("/api/v1/hazards/", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert answer.json()["type"] == "server_error"
    (error,) = answer.json()["errors"]
    assert (error["code"], error["attr"]) == ("disk_full", None)
    assert error["detail"].startswith("The disk of the service is full.")


def test_a_mistake_of_ours_stays_a_500_with_a_number_to_read_out(officer, failing):
    failing(ValueError("secret words"))
    page = officer.get("/hazards/")
    assert page.status_code == 500
    assert page["X-Request-ID"] in page.content.decode()
    assert "secret" not in page.content.decode()
    answer = officer.get("/api/v1/hazards/")
    assert answer.status_code == 500
    assert answer.json()["type"] == "server_error"


def test_what_was_typed_can_be_sent_once_more_from_the_page(officer, failing):
    failing(FULL)
    page = officer.post("/hazards/bulk/assign/", {"measures": 'a "quoted" <word>', "ids": [1, 2]})
    words = page.content.decode()
    assert page.status_code == 503
    assert 'name="measures" value="a &quot;quoted&quot; &lt;word&gt;"' in words
    assert words.count('name="ids"') == 2


def test_a_password_is_never_written_into_a_page(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("web.accounts.login.sign_in", raising(FULL))
    page = client.post("/login/", {"username": "officer", "password": "very secret"})
    assert page.status_code == 503
    assert "very secret" not in page.content.decode()
    assert "officer" not in page.content.decode()


def interrupted(by):
    """As Django raises it while it handles what kept the session from being written."""
    try:
        try:
            raise by
        except OSError:
            raise SessionInterrupted("The session was deleted.")  # noqa: B904
    except SessionInterrupted as error:
        return error


def test_a_session_that_could_not_be_written_is_no_bad_request(rf, db):
    answer = answers.bad_request(rf.get("/"), interrupted(FULL))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert answers.bad_request(rf.get("/"), SessionInterrupted("gone")).status_code == 400


def test_each_fault_is_counted_by_its_name(officer, failing):
    before = meters.faults.labels("storage_away")._value.get()
    failing(StoreAway("gone"))
    officer.get("/hazards/")
    officer.get("/api/v1/hazards/")
    assert meters.faults.labels("storage_away")._value.get() == before + 2


def test_a_fault_is_one_line_in_the_log_without_where_it_happened(officer, failing, caplog):
    failing(StoreAway("gone"))
    officer.get("/hazards/")
    lines = [one for one in caplog.records if one.levelname == "ERROR"]
    assert [one.getMessage() for one in lines] == ["storage_away: gone"]
    assert not any(one.exc_info for one in lines)


def test_the_page_speaks_english_too(officer, failing):
    failing(FULL)
    page = officer.get("/hazards/", headers={"Accept-Language": "en"})
    assert "The disk of the service is full." in page.content.decode()
