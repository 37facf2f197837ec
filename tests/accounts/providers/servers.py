"""Small servers on loopback that stand in for services, as their documents describe them."""

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

Answer = tuple[int, Any]


class Call(NamedTuple):
    method: str
    path: str
    query: dict[str, str]
    headers: Any
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body or b"{}")

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))


class StandIn:
    """Answers calls by `routes`; each code works once, for `lasts` seconds. `calls` are those that
    came, and `address` is without a slash at the end."""

    lasts = 300.0

    def __init__(self) -> None:
        self.address = ""
        self.calls: list[Call] = []
        self.codes: dict[str, tuple[str, float, dict[str, str]]] = {}

    def routes(self) -> dict[str, Callable[[Call], Answer]]:
        raise NotImplementedError

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        route = self.routes().get(call.path)
        return route(call) if route else (404, {"error": "no such path"})

    def code_for(self, who: str, asked: dict[str, str]) -> str:
        """What somebody who agrees is sent back with; `asked` is what they were sent with."""
        code = secrets.token_urlsafe(12)
        self.codes[code] = (who, time.monotonic() + self.lasts, asked)
        return code

    def used(self, code: str) -> tuple[str, dict[str, str]] | None:
        who, until, asked = self.codes.pop(code, ("", 0.0, {}))
        return (who, asked) if who and time.monotonic() < until else None

    def called(self, path: str) -> int:
        return sum(call.path == path for call in self.calls)


@contextmanager
def running(stand_in: StandIn) -> Iterator[StandIn]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            query = dict(parse_qsl(parts.query))
            call = Call(self.command, parts.path, query, self.headers, body)
            status, said = stand_in.answer(call)
            if callable(said):  # it writes by itself, whatever it likes
                said(self)
                return
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

        do_POST = do_GET  # noqa: N815  as the library calls it

        def log_message(self, *_told: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand_in.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
