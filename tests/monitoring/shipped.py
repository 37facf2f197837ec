"""The service as an operator starts it, and a visitor who looks at it from outside."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

HOUSE = Path(__file__).resolve().parent.parent.parent
PLAIN = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
PATIENCE = 60
PASSWORD = "a long one for tests"


def until(happens, patience=PATIENCE):
    """What `happens` says once it says something true; fails after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not (found := happens()):
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)
    return found


def children_of(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer:
    def __init__(self, answer):
        self.status, self.headers = answer.status, answer.headers
        self.text = answer.read().decode("utf-8", "replace")

    def json(self):
        return json.loads(self.text)


class Visitor:
    """Speaks HTTP, keeps its cookies, and takes every status for an answer."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), NoRedirect()
        )
        self.headers = {}

    def ask(self, path, body=None, kind=None, timeout=40):
        headers = dict(self.headers, **({"Content-Type": kind} if kind else {}))
        request = urllib.request.Request(self.address + path, body, headers)
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                return Answer(answer)
        except HTTPError as refusal:
            return Answer(refusal)

    def post(self, path, **fields):
        return self.ask(path, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def send(self, path, told):
        return self.ask(path, json.dumps(told).encode(), "application/json")

    def upload(self, picture, pk=None):
        boundary = uuid.uuid4().hex
        head = f"--{boundary}\r\nContent-Disposition: form-data; name="
        body = (
            f'{head}"id"\r\n\r\n{pk or uuid.uuid4()}\r\n'
            f'{head}"file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        ).encode()
        body += picture + f"\r\n--{boundary}--\r\n".encode()
        return self.ask("/api/v1/photos/", body, f"multipart/form-data; boundary={boundary}")

    def log_in(self, username, password):
        told = self.send("/api/v1/auth/login/", {"username": username, "password": password})
        self.headers["Authorization"] = f"Token {told.json()['token']}"
        return self

    def parts(self):
        try:
            return self.ask("/healthz/", timeout=10).json()
        except OSError:
            return {}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_details):
        return None


@contextmanager
def running(folder, log, **environ):
    """The port and the process of a service on the data of `folder`; it writes into `log`."""
    port = free_port()
    known = {**PLAIN, "DATA_DIR": str(folder), "PORT": str(port), "DEMO_HAZARDS": "0", **environ}
    with open(log, "ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"], cwd=HOUSE, env=known, stdout=out, stderr=out
        )
    try:
        until(lambda: process.poll() is not None or Visitor(port).parts().get("database") == "ok")
        assert process.poll() is None, Path(log).read_text()
        yield port, process
    finally:
        process.terminate()
        process.wait(PATIENCE)
