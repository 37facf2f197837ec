"""One command starts the service; it says what is wrong in a sentence and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPConnection
from itertools import takewhile
from pathlib import Path
from urllib.error import URLError

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from config import static
from config.management.commands import prepare

HOUSE = Path(__file__).resolve().parents[2]
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
PATIENCE = 90


def until(happens, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not happens():
        assert time.monotonic() < deadline, f"{happens.__name__} did not come true"
        time.sleep(0.02)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def service(tmp_path, port):
    """Starts the service on data of its own, and makes sure it is gone afterwards."""
    started = []

    def service(**environ):
        known = {**PLAIN, "DATA_DIR": str(tmp_path), "PORT": str(port), "DEMO": "no", **environ}
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=HOUSE,
            env=known,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield service
    for process in started:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def said(process):
    return process.communicate(timeout=PATIENCE)[0]


def listening(port):
    with socket.socket() as visit:
        return visit.connect_ex(("127.0.0.1", port)) == 0


def children_of(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def is_healthy(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=5) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


def is_web(pid):
    return b"config.serving.server" in Path(f"/proc/{pid}/cmdline").read_bytes()


def is_gone(pid):
    return not Path(f"/proc/{pid}").exists()


def test_one_command_prepares_and_runs_everything_and_ends_it_again(service, port):
    process = service()
    address = f"The hazard ledger is at http://127.0.0.1:{port}/\n"
    lines = list(takewhile(lambda line: line != address, iter(process.stdout.readline, "")))
    until(lambda: is_healthy(port))
    set_up = next(line for line in lines if line.startswith("Set-up: ")).split()[1]
    assert set_up.startswith(f"http://127.0.0.1:{port}/setup/")
    with urllib.request.urlopen(set_up, timeout=30) as page:
        assert page.status == 200
    below = children_of(process.pid)
    assert len(below) == 2
    below += [pid for child in below for pid in children_of(child)]
    process.send_signal(signal.SIGINT)
    output = said(process)
    assert process.returncode == 0
    assert output.strip().endswith("The hazard ledger has stopped.")
    assert not listening(port)
    until(lambda: all(is_gone(pid) for pid in below))


def test_a_web_process_killed_outright_is_replaced_and_nobody_is_turned_away(service, port):
    process = service()
    until(lambda: is_healthy(port))
    half_sent = [socket.create_connection(("127.0.0.1", port)) for _ in range(64)]
    for visit in half_sent:
        visit.sendall(b"POST /login/ HTTP/1.1\r\nHost: ")
    (web_process,) = [pid for pid in children_of(process.pid) if is_web(pid)]
    os.kill(int(web_process), signal.SIGKILL)
    # Asked while nobody is there to answer: the socket is the parent's, and the request waits.
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=PATIENCE) as answer:
        assert answer.status == 200
    assert [pid for pid in children_of(process.pid) if is_web(pid)] != [web_process]
    for visit in half_sent:
        visit.close()


def test_while_it_ends_new_guests_are_refused_at_once_and_those_inside_are_answered(service, port):
    """Cut off in the middle, a proxy does not send a form to the other machine."""
    process = service(WORKER="no")
    until(lambda: listening(port))
    proxy = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for ends in ("", "close"):
        proxy.request("GET", "/static/mark.svg")
        answer = proxy.getresponse()
        assert (answer.status, answer.read()[:4]) == (200, b"<svg")
        assert answer.headers.get("Connection", "") == ends
        process.terminate()
        until(lambda: not listening(port))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_a_service_that_is_killed_outright_leaves_no_process_behind(service, port):
    process = service()
    until(lambda: is_healthy(port))
    below = children_of(process.pid)
    below += [pid for child in below for pid in children_of(child)]
    process.kill()
    process.wait(PATIENCE)
    until(lambda: all(is_gone(pid) for pid in below))


def test_a_taken_port_is_named(service, port):
    with socket.socket() as neighbour:
        neighbour.bind(("127.0.0.1", port))
        neighbour.listen()
        process = service()
        output = said(process)
    assert process.returncode == 1
    assert output == (
        f"Cannot listen at 127.0.0.1, port {port}: Address already in use. "
        "Another PORT may be free.\n"
    )


def test_nonsense_in_the_environment_is_one_sentence(service):
    process = service(PORT="nowhere")
    assert said(process) == "PORT must be a whole number from 1 to 65535, not 'nowhere'.\n"
    assert process.returncode == 1


def test_what_preparing_refuses_the_service_does_not_start(service, port):
    process = service(DEMO="yes", HOST="0.0.0.0")
    assert prepare.NO_DEMO_HERE in said(process)
    assert process.returncode == 1
    assert not listening(port)


# --- Preparing -------------------------------------------------------------------------------


@pytest.fixture
def nothing_to_collect(monkeypatch):
    monkeypatch.setattr(prepare, "collect_if_changed", lambda: False)


@pytest.fixture
def still_valid(monkeypatch):
    monkeypatch.setattr(prepare.people, "usernames_with_demo_password", lambda: ["a", "b"])


def test_a_demo_password_keeps_the_service_from_starting_in_public(
    settings, db, nothing_to_collect, still_valid
):
    settings.DEMO, settings.PUBLIC = False, True
    with pytest.raises(CommandError, match=r"still valid\..*: a, b\.$"):
        call_command("prepare")


def test_on_this_machine_a_demo_password_is_no_hindrance(
    settings, db, nothing_to_collect, still_valid
):
    settings.DEMO, settings.PUBLIC = False, False
    call_command("prepare")


def test_the_demo_is_loaded_into_an_empty_database_only(
    settings, db, nothing_to_collect, still_valid, monkeypatch, capsys
):
    called = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: called.append(name))
    settings.DEMO, settings.PUBLIC = True, False
    call_command("prepare")
    get_user_model().objects.create(username="somebody")
    call_command("prepare")
    assert called.count("load_demo") == 1
    assert f"Demo people, password {settings.DEMO_PASSWORD}: a, b" in capsys.readouterr().out


def test_static_files_are_collected_when_one_of_them_changes(settings, tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    (source / "app.css").write_text("a {}")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = target
    assert static.collect_if_changed()
    assert not static.collect_if_changed()
    (source / "app.css").write_text("a { color: red }")
    assert static.collect_if_changed()
    assert (target / "app.css").read_text() == "a { color: red }"
