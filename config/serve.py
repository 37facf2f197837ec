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
from config.children import MANAGE, start, stop
from config.worker import Worker


def web_command(host: str, port: int) -> list[str]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    workers = environment.number("WEB_WORKERS", 1, least=1, most=64)
    threads = environment.number("WEB_THREADS", 8, least=1, most=128)
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket"),
        # One process has nobody to share the loaded application with; more of them do.
        *(["--preload"] if workers > 1 else []),
        *("--bind", address, "--worker-class", "gthread"),
        *("--workers", str(workers), "--threads", str(threads)),
        *("--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "5"),
        *("--log-level", "warning"),
    ]


def refuse_a_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
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
    """The two children, and the one loop that watches them."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.web = start(web_command(host, port))
        self.worker = Worker()
        self.announced = False

    def watch(self) -> int:
        """Returns only when the web process has died, with the code to exit with."""
        while self.web.poll() is None:
            self.announce()
            self.worker.mind()
            time.sleep(1.0 if self.announced else 0.05)
        print("The web process has died; the service stops.", file=sys.stderr, flush=True)
        return self.web.returncode or 1

    def announce(self) -> None:
        if not self.announced and answers(self.host, self.port):
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
    host, port = environment.host(), environment.port()
    refuse_a_taken_port(host, port)
    prepare()
    service = Service(host, port)
    try:
        return service.watch()
    finally:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        stop(service.web, service.worker.child)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("The hazard ledger has stopped.", flush=True)
    except ImproperlyConfigured as error:
        sys.exit(f"{error}")
