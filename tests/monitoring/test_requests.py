"""The id of a request, its line in the log, and what is counted of it."""

import json
import logging
import re
import uuid

import pytest
from pythonjsonlogger.json import JsonFormatter

from config.sections import logs
from monitoring import meters, request_ids


@pytest.fixture
def lines(caplog, settings):
    """The access log's lines so far, each as what it tells."""
    settings.ACCESS_LOG = True
    caplog.set_level(logging.INFO, "access")
    return lambda: [one for one in caplog.records if one.name == "access"]


def counted(**labels):
    return meters.registry.get_sample_value("ledger_requests_total", labels) or 0


def test_each_answer_carries_an_id_of_its_own(client, db):
    first, second = (client.get("/login/")["X-Request-ID"] for _ in range(2))
    assert re.fullmatch("[0-9a-f]{32}", first)
    assert first != second


def test_an_id_is_taken_from_a_proxy_that_is_trusted_and_from_nobody_else(client, settings, db):
    given = {"X-Request-ID": "from-the-proxy-1"}
    settings.PROXIES = 0
    assert client.get("/login/", headers=given)["X-Request-ID"] != "from-the-proxy-1"
    settings.PROXIES = 1
    assert client.get("/login/", headers=given)["X-Request-ID"] == "from-the-proxy-1"


@pytest.mark.parametrize(
    "nonsense", ["", "short", "x" * 65, 'a"quoted"one', "two\tfields--", "编号编号编号"]
)
def test_an_id_that_would_spoil_the_log_is_not_taken(rf, settings, nonsense):
    settings.PROXIES = 1
    request = rf.get("/", headers={"X-Request-ID": nonsense})
    assert re.fullmatch("[0-9a-f]{32}", request_ids.id_for(request))


def test_the_access_log_names_the_pattern_and_nothing_personal(client, cast, lines):
    client.force_login(cast.officer)
    pk = uuid.uuid4()
    client.get(f"/hazards/{pk}/?search=王老师", REMOTE_ADDR="10.20.30.40")
    (line,) = lines()
    assert (line.method, line.view, line.status) == ("GET", "/hazards/<uuid:pk>/", 404)
    assert line.ms >= 0
    assert line.bytes > 0
    written = line.getMessage()
    for personal in ("王", "10.20", cast.officer.username, "search", str(pk)):
        assert personal not in written


def test_a_guessed_address_is_a_dash(client, db, lines):
    client.get("/wp-admin/setup.php")
    client.generic("BREW", "/login/")
    assert [line.view for line in lines()] == ["-", "/login/"]
    assert lines()[1].method == "OTHER"


def test_a_probe_that_is_well_is_no_line(client, lines):
    client.get("/healthz/live/")
    assert lines() == []


def test_without_being_asked_for_there_is_no_access_log(client, db, lines, settings):
    settings.ACCESS_LOG = False
    client.get("/login/")
    assert lines() == []


def test_a_line_in_json_has_its_fields_and_the_id_of_its_request(client, db, lines, settings):
    settings.PROXIES = 1
    client.get("/login/", headers={"X-Request-ID": "from-the-proxy-2"})
    (line,) = lines()
    request_ids.Stamp().filter(line)
    told = {name: value for name, value in logs.AS_JSON.items() if name not in ("()", "format")}
    written = JsonFormatter(logs.AS_JSON["format"], **told).format(line)
    found = json.loads(written)
    assert {"at", "level", "logger", "pid", "message", "view", "status", "ms", "bytes"} <= set(
        found
    )
    assert found["request_id"] == "from-the-proxy-2"
    assert found["status"] == 200


def test_a_request_is_counted_by_door_view_method_and_status(client, db):
    page = {"door": "pages", "view": "/login/", "method": "GET", "status": "200"}
    call = {"door": "api", "view": "/api/v1/me/", "method": "GET", "status": "401"}
    before = counted(**page), counted(**call)
    client.get("/login/")
    client.get("/api/v1/me/")
    assert (counted(**page), counted(**call)) == (before[0] + 1, before[1] + 1)


def test_nothing_is_in_flight_once_all_is_answered(client, db):
    client.raise_request_exception = False
    client.get("/login/")
    client.get("/nowhere/")
    assert meters.registry.get_sample_value("ledger_requests_in_flight") == 0


def test_refused_uploads_and_failed_log_ins_are_counted(client, cast):
    logins = meters.registry.get_sample_value("ledger_login_failures_total")
    client.post("/login/", {"username": "officer", "password": "wrong"})
    assert meters.registry.get_sample_value("ledger_login_failures_total") == logins + 1
    uploads = meters.registry.get_sample_value("ledger_uploads_refused_total", {"status": "400"})
    client.force_login(cast.officer)
    client.post("/photos/", {"id": "none"})
    now = meters.registry.get_sample_value("ledger_uploads_refused_total", {"status": "400"})
    assert now == (uploads or 0) + 1
