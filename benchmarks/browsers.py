"""People who come from an address of their own, keep cookies, and note how long they waited."""

import http.client
import json
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from benchmarks.floor.servers import HOST

PATIENCE = 60


class Browser:
    """One person at one loopback address. `waits` are the answers so far: status, seconds."""

    def __init__(self, port: int, address: str = HOST) -> None:
        self.port, self.address = port, address
        self.cookies: dict[str, str] = {}
        self.waits: list[tuple[int, float]] = []
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> int:
        return self._ask("GET", path, None, {})

    def log_in(self, name: str, password: str) -> int:
        """At the page, as a browser does; 302 is inside."""
        self.get("/login/")
        token = self.cookies["csrftoken"]
        told = {"username": name, "password": password, "csrfmiddlewaretoken": token}
        kind = "application/x-www-form-urlencoded"
        return self._ask("POST", "/login/", urlencode(told), {"Content-Type": kind})

    def ask_for_a_token(self, name: str, password: str) -> int:
        """As a program does; 200 is inside."""
        told = json.dumps({"username": name, "password": password})
        kind = {"Content-Type": "application/json"}
        return self._ask("POST", "/api/v1/auth/login/", told, kind)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> int:
        if self.cookies:
            told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {**headers, "Cookie": told}
        begun = time.perf_counter()
        try:
            status = self._exchange(method, path, body, headers)
        except (OSError, http.client.HTTPException):
            self._hang_up()
            status = 0
        self.waits.append((status, time.perf_counter() - begun))
        return status

    def _exchange(self, method: str, path: str, body: str | None, headers: dict) -> int:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                HOST, self.port, timeout=PATIENCE, source_address=(self.address, 0)
            )
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(cookie).items()}
        if answer.will_close:
            self._hang_up()
        return answer.status

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None
