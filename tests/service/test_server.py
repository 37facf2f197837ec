"""One web process: nobody who sends or reads slowly, or asks too much, holds up anybody else."""

import socket
import threading
import time
from http.client import HTTPConnection, HTTPException

import pytest

from config.serving import server, thread_pools
from config.serving.web import listen

SLOWLY = b"POST /any/ HTTP/1.1\r\nHost: localhost\r\n"
LARGE = 8 * 1024 * 1024


class Application:
    """Answers what it was asked; `/wait/` and log-ins are held until told."""

    def __init__(self):
        self.goes_on, self.seen = threading.Event(), []

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        self.seen.append((path, environ["ledger.is_refused"]))
        if path in ("/wait/", "/login/") and not environ["ledger.is_refused"]:
            self.goes_on.wait(20)
        body = environ["wsgi.input"].read()
        told = f"{path} {environ.get('CONTENT_LENGTH')} {len(body)}".encode()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"x" * LARGE] if path == "/large/" else [told]


@pytest.fixture
def running():
    """Starts a server with so many threads for pages; ends it and lets everybody go on."""
    ends = []

    def running(threads=1):
        application, beats = Application(), []
        listener = listen("127.0.0.1", 0)
        one = server.Server(
            application,
            thread_pools.ThreadPools(threads, server.MOST_WAITING),
            listener,
            lambda: beats.append(time.monotonic()),
        )
        one.port, one.asked, one.beats = listener.getsockname()[1], application, beats
        one.thread = threading.Thread(target=one.serve, daemon=True)
        one.thread.start()
        ends.append(one)
        return one

    yield running
    for one in ends:
        one.asked.goes_on.set()
        one.stop()
        one.thread.join(20)


def ask(one, path="/", method="GET", body=None, headers=None):
    connection = HTTPConnection("127.0.0.1", one.port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def later(*told, **more):
    thread = threading.Thread(target=ask, args=told, kwargs=more, daemon=True)
    thread.start()
    return thread


def connected(one, beginning=b""):
    visit = socket.create_connection(("127.0.0.1", one.port), timeout=20)
    visit.sendall(beginning)
    return visit


def is_hung_up_on(visit):
    """Reads until the other side closes; False when it does not within the time-out."""
    try:
        while visit.recv(65536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


def until(happens, deadline=20):
    begun = time.monotonic()
    while not happens():
        assert time.monotonic() < begun + deadline
        time.sleep(0.01)


@pytest.mark.parametrize(
    "beginning", [SLOWLY, SLOWLY + b"Content-Length: 9000\r\n\r\n{", b"", b"\x16\x03\x01"]
)
def test_half_sent_requests_hold_up_nobody(running, beginning):
    one = running()
    held = [connected(one, beginning) for _ in range(64)]
    assert ask(one)[0] == 200
    for visit in held:
        visit.close()


def test_a_head_that_does_not_come_to_an_end_is_not_waited_for(running, monkeypatch):
    monkeypatch.setattr(server, "HEADER_SECONDS", 1)
    one = running()
    visit = connected(one, SLOWLY)
    for _ in range(3):
        visit.sendall(b"X-A: b\r\n")  # it never pauses long
        time.sleep(0.1)
    assert is_hung_up_on(visit)


def test_a_body_that_only_drips_is_not_waited_for(running, monkeypatch):
    monkeypatch.setattr(server, "BODY_GRACE_SECONDS", 1)
    one = running()
    assert is_hung_up_on(connected(one, SLOWLY + b"Content-Length: 9000\r\n\r\n{"))


def test_a_body_that_comes_as_from_a_telephone_is_waited_for(running, monkeypatch):
    monkeypatch.setattr(server, "BODY_GRACE_SECONDS", 0)
    one = running()
    visit = connected(one, SLOWLY + b"Content-Length: 60000\r\n\r\n")
    for _ in range(6):
        visit.sendall(b"x" * 10_000)
        time.sleep(0.3)
    assert visit.recv(100).startswith(b"HTTP/1.1 200")
    visit.close()


def test_a_connection_that_says_nothing_is_closed_after_a_while(running, monkeypatch):
    monkeypatch.setattr(server, "HEADER_SECONDS", 1)
    monkeypatch.setattr(server, "IDLE_SECONDS", 1)
    one = running()
    assert is_hung_up_on(connected(one))
    assert is_hung_up_on(connected(one, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))


def test_an_answer_nobody_reads_holds_no_thread_and_is_given_up(running, monkeypatch):
    monkeypatch.setattr(server, "UNREAD_SECONDS", 1)
    one = running()
    held = [connected(one, b"GET /large/ HTTP/1.1\r\nHost: localhost\r\n\r\n") for _ in range(4)]
    until(lambda: len(one.asked.seen) == 4)
    assert ask(one)[0] == 200
    until(lambda: not one.active_channels)
    assert ask(one)[0] == 200
    for visit in held:
        visit.close()


def test_a_reader_who_takes_its_time_gets_all_of_it(running):
    one = running()
    visit = connected(one, b"GET /large/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
    until(lambda: one.asked.seen and ask(one)[0] == 200)
    got = 0
    while piece := visit.recv(1 << 20):
        got += len(piece)
    assert got > LARGE
    visit.close()


def test_too_much_is_refused_by_the_application_before_it_is_sent(running, monkeypatch):
    monkeypatch.setattr(server, "MOST_BODY_BYTES", 1000)
    one = running()
    visit = connected(one, SLOWLY + b"Content-Length: 5000\r\n\r\n")
    answer = b""
    while piece := visit.recv(65536):
        answer += piece
    assert b"Connection: close" in answer and answer.endswith(b"/any/ 5000 0")
    visit.close()


def test_a_head_larger_than_any_of_ours_is_refused(running):
    status, _, _ = ask(running(), headers={"X-Long": "x" * (server.MOST_HEADER_BYTES + 1)})
    assert status == 431


def test_a_log_in_with_a_file_in_it_is_hung_up_on(running):
    large = {"body": b"x" * (server.MOST_LOGIN_BYTES + 1), "method": "POST"}
    with pytest.raises((OSError, HTTPException)):
        ask(running(), "/login/", **large)


def test_no_answer_tells_what_serves_it(running):
    _, _, headers = ask(running())
    assert "Server" not in headers and "Via" not in headers


def test_log_ins_that_wait_leave_the_pages_their_threads(running):
    one = running()
    waiting = [later(one, "/login/", "POST", b"") for _ in range(10)]
    until(lambda: one.pools.longest_wait() > 0)
    assert ask(one)[0] == 200
    one.asked.goes_on.set()
    for log_in in waiting:
        log_in.join(20)
    assert one.asked.seen.count(("/login/", False)) == 10


def test_what_would_wait_too_long_is_refused_in_the_applications_words(running, monkeypatch):
    narrow = tuple(pool._replace(threads=1, most=1) for pool in thread_pools.POOLS)
    monkeypatch.setattr(thread_pools, "POOLS", narrow)
    one = running()
    waiting = [later(one, "/login/", "POST", b"")]
    until(lambda: ("/login/", False) in one.asked.seen)
    waiting.append(later(one, "/login/", "POST", b""))
    until(lambda: one.pools.longest_wait() > 0)
    assert ask(one, "/login/", "POST", b"")[0] == 200
    assert one.asked.seen[-1] == ("/login/", True)


def test_where_not_even_a_refusal_finds_a_place_it_is_hung_up_on(running, monkeypatch):
    monkeypatch.setattr(server, "MOST_WAITING", 1)
    one = running()
    waiting = [later(one, "/wait/")]
    until(lambda: one.asked.seen)
    waiting.append(later(one, "/wait/"))
    until(lambda: one.pools.longest_wait() > 0)
    assert is_hung_up_on(connected(one, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    one.asked.goes_on.set()
    for visit in waiting:
        visit.join(20)
    assert one.asked.seen == [("/wait/", False)] * 2


@pytest.mark.parametrize(
    ("command", "path", "name"),
    [
        ("POST", "/login/", "log-in"),
        ("GET", "/login/", "pages"),
        ("POST", "/api/v1/auth/login/", "log-in"),
        ("GET", "/api/v1/ledger.csv", "files"),
        ("GET", "/hazards/ledger.xlsx", "files"),
        ("GET", "/api/v1/schema/", "files"),
        ("GET", "/hazards/", "pages"),
        ("GET", "/static/a.css", "pages"),
    ],
)
def test_each_kind_has_its_pool(command, path, name):
    asked = type("Asked", (), {"error": None, "command": command, "path": path})
    assert thread_pools.ThreadPools(1, 1).pool_of(asked).pool.name == name


def test_when_there_are_too_many_connections_the_quietest_gives_way(running, monkeypatch):
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 10)
    one = running()
    oldest = connected(one, SLOWLY)
    held = [connected(one, SLOWLY) for _ in range(30)]
    assert is_hung_up_on(oldest)
    assert ask(one)[0] == 200
    for visit in held:
        visit.close()


def test_half_requests_do_not_fill_the_disk(running, monkeypatch):
    monkeypatch.setattr(server, "MOST_BYTES_WAITING", 100_000)
    one = running()
    large = connected(one, SLOWLY + b"Content-Length: 900000\r\n\r\n" + b"x" * 150_000)
    small = connected(one, SLOWLY + b"Content-Length: 900\r\n\r\n" + b"x" * 899)
    assert is_hung_up_on(large)
    small.sendall(b"x")
    assert small.recv(100).startswith(b"HTTP/1.1 200")
    small.close()


def test_what_has_begun_is_answered_before_it_stops(running):
    one, answers = running(), []
    asking = threading.Thread(target=lambda: answers.append(ask(one, "/wait/")[0]))
    asking.start()
    until(lambda: one.asked.seen)
    one.stop()
    until(lambda: one.is_stopping)
    one.asked.goes_on.set()
    asking.join(20)
    one.thread.join(20)
    assert answers == [200] and not one.thread.is_alive()


def test_it_tells_its_parent_that_it_goes_on_unless_its_threads_are_stuck(running, monkeypatch):
    monkeypatch.setattr(server, "STUCK_SECONDS", 0.1)
    one = running()
    until(lambda: one.beats)
    stuck = [later(one, "/wait/") for _ in range(2)]
    until(lambda: one.pools.longest_wait() > 0.2)
    before = len(one.beats)
    time.sleep(2.5)
    assert len(one.beats) == before
    one.asked.goes_on.set()
    for visit in stuck:
        visit.join(20)
    until(lambda: len(one.beats) > before)
