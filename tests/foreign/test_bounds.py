"""Whatever a reader is made to do, it ends within its bounds, and the service goes on."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from foreign import client, places
from foreign.bounds import BOUNDS, MEGABYTE, Bounds
from foreign.client import Server
from foreign.errors import Crashed, Refused, TooCostly, TooManyFiles

HOUSE = Path(__file__).resolve().parent.parent.parent
SMALL = Bounds(wall=20, cpu=1, memory=400 * MEGABYTE, answer=MEGABYTE, queue="tables", at_once=1)
PATIENCE = 30  # seconds


@pytest.fixture
def server():
    server = Server("tests.foreign.misbehaving")
    yield server
    server.stop()


def asked(server, name, content=b"", **other):
    return server.ask(name, content, {}, SMALL._replace(**other))


def until(happens):
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children_of(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_gone(pid):
    """Also where nobody has asked how it ended, as with an orphan of a container."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("name", ["spin", "eat", "talk"])
def test_too_much_processor_memory_or_answer_is_too_costly(server, name):
    with pytest.raises(TooCostly):
        asked(server, name)
    assert asked(server, "about")[0]["length"] == 0


def test_a_reader_that_only_waits_ends_at_its_bound(server):
    with pytest.raises(TooCostly):
        asked(server, "wait", wall=1)
    until(lambda: not children_of(server.process.pid))


@pytest.mark.parametrize("name", ["leave", "fall", "stumble", "be_killed"])
def test_a_reader_that_ends_before_its_answer_has_crashed(server, name):
    with pytest.raises(Crashed):
        asked(server, name)
    assert asked(server, "about")[0]["length"] == 0


def test_what_a_reader_starts_ends_with_it(server):
    (pid,) = asked(server, "leave_another_behind")
    until(lambda: is_gone(pid))


def test_a_reader_knows_no_secret_and_opens_no_file_and_no_connection(server, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for strangers")
    (told,) = asked(server, "about", b"x" * 3_000_000)
    assert told["length"] == 3_000_000
    assert set(told["environment"]) <= {"PATH", "LC_ALL", "LC_CTYPE"}
    assert len(told["descriptors"]) == 4  # in, out, errors, and the bytes with their answer
    assert (told["file"], told["connection"]) == ("OSError", "OSError")
    assert told["parent"] == server.process.pid


def test_many_at_once_each_get_their_own_answer(server):
    lengths, told = range(1000, 1024), {}

    def ask(length):
        told[length] = asked(server, "about", b"x" * length)[0]["length"]

    threads = [threading.Thread(target=ask, args=[length]) for length in lengths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {length: length for length in lengths}


# --- The server itself -------------------------------------------------------------------------


def test_a_server_that_was_killed_is_started_anew(monkeypatch):
    server = Server()
    monkeypatch.setattr(client, "_server", server)
    for _ in range(2):
        with pytest.raises(Refused):
            client.read("picture", b"no picture")
        server.process.kill()
        server.process.wait()
    server.stop()


def test_a_server_killed_while_it_reads_is_asked_once_more_and_then_it_is_the_file(monkeypatch):
    server = Server("tests.foreign.misbehaving")
    monkeypatch.setattr(client, "_server", server)
    monkeypatch.setitem(BOUNDS, "wait", SMALL)
    seen, told = [], []

    def ask():
        with pytest.raises(Crashed) as crashed:
            client.read("wait", b"")
        told.append(crashed)

    asking = threading.Thread(target=ask)
    asking.start()
    for _ in range(2):
        until(lambda: server.process and server.process.pid not in seen)
        pid = server.process.pid
        until(lambda pid=pid: children_of(pid))
        seen.append(pid)
        os.kill(pid, signal.SIGKILL)
    asking.join(PATIENCE)
    assert told
    server.stop()


PARENT = """
import os, sys, threading, time
from foreign.client import Server
from tests.foreign.test_bounds import SMALL
server = Server("tests.foreign.misbehaving")
server.ask("about", b"", {}, SMALL)
threading.Thread(target=server.ask, args=["wait", b"", {}, SMALL], daemon=True).start()
if not os.fork():
    time.sleep(3600)  # a fork that inherits everything keeps nothing of it alive
print(server.process.pid, flush=True)
time.sleep(3600)
"""


def test_server_and_readers_end_with_the_process_they_work_for():
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=HOUSE, env=known, stdout=subprocess.PIPE
    ) as parent:
        try:
            server = int(parent.stdout.readline())
            # The reader of the first call may be ending still.
            until(lambda: len(children_of(server)) == len(children_of(parent.pid)) - 1 == 1)
            (reader,), (fork,) = children_of(server), set(children_of(parent.pid)) - {server}
        finally:
            parent.kill()
    until(lambda: is_gone(server) and is_gone(reader))
    assert not is_gone(fork)
    os.kill(fork, signal.SIGKILL)


def test_a_fork_of_the_process_gets_a_server_of_its_own(server):
    asked(server, "about")
    process = server.process
    server.forget()  # what happens in a fork, whose copy of the address was the last one here
    process.wait(PATIENCE)
    assert asked(server, "about") and server.process.pid != process.pid


# --- Places ------------------------------------------------------------------------------------


@pytest.fixture
def admission(monkeypatch):
    """Eight threads, as a web process has, of which six may be with files."""
    monkeypatch.setattr(places.admission, "most", None)
    places.keep_free(8)
    yield places.admission
    assert places.admission.here.total() == 0


def wait_for_a_place(name="picture", person=None):
    with places.on_behalf_of(person), places.place(BOUNDS[name]):
        pass


def waiting(*told):
    thread = threading.Thread(target=wait_for_a_place, args=told)
    thread.start()
    return thread


def test_with_files_alone_a_quarter_of_the_threads_stays_free(admission):
    with (
        places.place(BOUNDS["picture"]),
        places.place(BOUNDS["picture"]),
        places.place(BOUNDS["workbook"]),
        places.place(BOUNDS["word"]),
    ):
        patient = [waiting(), waiting()]
        until(lambda: admission.here.total() == 6)
        with pytest.raises(TooManyFiles):
            wait_for_a_place("pdf")
    for thread in patient:
        thread.join()


def test_one_person_takes_one_place_and_waits_at_one_more(admission):
    with places.on_behalf_of("guest"), places.place(BOUNDS["picture"]):
        second = waiting("picture", "guest")
        until(lambda: admission.here["guest"] == 2)
        with pytest.raises(TooManyFiles):
            wait_for_a_place("workbook", "guest")
        # The queue of pictures has two places, and the second one is for somebody else.
        wait_for_a_place("picture", "inspector")
        assert second.is_alive()
    second.join()
