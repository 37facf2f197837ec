"""Named rates are counted by all processes of a machine, and the API says when to come back."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from throttling import rates
from throttling.counters import Counters

HOUSE = Path(__file__).resolve().parents[2]
ADD = """
import sys
from pathlib import Path
from throttling.counters import Counters
counters = Counters(Path(sys.argv[1]))
for _ in range(500):
    counters.add("together", 7)
"""


def test_processes_count_together_and_lose_nothing(tmp_path):
    file = tmp_path / "rates"
    command = [sys.executable, "-c", ADD, str(file)]
    children = [subprocess.Popen(command, cwd=HOUSE) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    assert Counters(file).add("together", 7) == 1501


def test_another_name_and_another_window_begin_anew(tmp_path):
    counters = Counters(tmp_path / "rates")
    assert [counters.add("one", 1) for _ in range(3)] == [1, 2, 3]
    assert counters.add("two", 1) == 1
    assert counters.add("one", 2) == 1


def test_ten_thousand_names_hardly_disturb_each_other(tmp_path):
    counters = Counters(tmp_path / "rates")
    counts = [counters.add(f"person {number}", 1) for number in range(10_000)]
    assert sum(count > 1 for count in counts) < 100


@pytest.fixture
def limited(settings, tmp_path):
    settings.RATES_FILE = tmp_path / "rates"
    settings.RATES = {**settings.RATES, "api_person": [(3, 10**9)], "api_stranger": [(2, 10**9)]}


def test_a_rate_says_how_long_to_wait(limited):
    assert [rates.wait("api_stranger", "x") for _ in range(2)] == [0, 0]
    assert 0 < rates.wait("api_stranger", "x") <= 10**9
    assert rates.wait("api_stranger", "y") == 0


def test_a_person_who_calls_too_often_is_told_when_to_come_back(limited, cast):
    client, colleague = Client(), Client()
    client.force_login(cast.officer)
    colleague.force_login(cast.viewer)
    answers = [client.get("/api/v1/me/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()["errors"][0]["code"] == "throttled"
    assert colleague.get("/api/v1/me/").status_code == 200


def test_strangers_are_counted_by_address(limited, db):
    ask = lambda address: Client().get("/api/v1/schema/", REMOTE_ADDR=address)  # noqa: E731
    assert [ask("192.0.2.1").status_code for _ in range(3)] == [200, 200, 429]
    assert ask("192.0.2.2").status_code == 200


@pytest.mark.parametrize("path", ["/login/", "/api/v1/auth/login/"])
def test_log_ins_have_a_rate_of_their_own(settings, tmp_path, cast, path):
    settings.RATES_FILE = tmp_path / "rates"
    settings.RATES = {**settings.RATES, "login": [(1, 10**9)]}
    told = {"username": "officer@school", "password": "wrong"}
    told = {"data": told, "content_type": "application/json"} if "api" in path else {"data": told}
    assert Client().post(path, **told).status_code in (200, 401)
    refused = Client().post(path, **told)
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0


def test_the_rate_for_a_page_without_log_in_is_ready():
    assert rates.wait("tip", "192.0.2.1") == 0
