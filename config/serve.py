"""The small parent of the running service: prepares, starts web and worker, and ends both.

It imports nothing of Django but one exception, so that it costs the machine next to nothing.
"""

import os
import signal
import socket
import sys
import time
from types import FrameType

from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.serving import one_start
from config.serving.children import BASE_DIR, MANAGE, Child, start, stop
from config.serving.web import Web, listen, web_command
from config.serving.worker import Worker


def bound(host: str, port: int) -> socket.socket:
    """The socket of all web processes; nobody is let in before they listen."""
    try:
        return listen(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        sys.exit(f"Cannot listen at {host}, port {port}: {reason}. Another PORT may be free.")


def answers(host: str, port: int) -> bool:
    """Whether a page comes back; the login page is there for everybody."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}
    try:
        with socket.create_connection((everywhere.get(host, host), port), timeout=30) as visit:
            visit.sendall(b"GET /login/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return bool(visit.recv(1))
    except OSError:
        return False


class Service:
    """The children, and the one loop that watches them."""

    def __init__(self, host: str, port: int, listener: socket.socket) -> None:
        self.host, self.port = host, port
        self.web = Web(web_command(host, port), listener)
        # Machines that only serve the web have theirs elsewhere (`manage.py run_worker`).
        self.worker = Worker() if environment.flag("WORKER", default=True) else None
        self.announced = False

    @property
    def children(self) -> list[Child]:
        return [*self.web.children, *([self.worker.child] if self.worker else [])]

    def watch(self) -> int:
        """Returns only when a web process could not start, with the code to exit with."""
        while (code := self.web.mind()) is None:
            self.announce()
            if self.worker:
                self.worker.mind()
            time.sleep(1.0 if self.announced else 0.05)
        print("The web process has died; the service stops.", file=sys.stderr, flush=True)
        return code

    def announce(self) -> None:
        if not self.announced and self.web.is_ready() and answers(self.host, self.port):
            self.announced = True
            print(f"The hazard ledger is at http://{self.host}:{self.port}/", flush=True)


def end(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def prepare() -> None:
    child = start([*MANAGE, "prepare"])
    try:
        code = child.wait()
    except KeyboardInterrupt:
        stop(child)
        raise
    if code:
        sys.exit(code)


def main() -> int:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, end)
    os.umask(0o077)  # records and photos concern nobody else on the machine
    lock = one_start.hold(environment.data_dir(BASE_DIR))
    host, port = environment.host(), environment.port()
    listener = bound(host, port)
    prepare()
    service = Service(host, port, listener)
    try:
        return service.watch()
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        service.web.turn_away()
        stop(*service.children)
        lock.close()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("The hazard ledger has stopped.", flush=True)
    except ImproperlyConfigured as error:
        sys.exit(f"{error}")
