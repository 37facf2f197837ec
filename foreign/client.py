"""Asks the fork server to read a file; starts it when it is first needed, or anew when it died."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import IO, Any

from foreign import frames
from foreign.bounds import BOUNDS, OUT_OF_MEMORY, Bounds
from foreign.errors import Crashed, TooCostly
from foreign.frames import LENGTH
from foreign.places import place

HOUSE = Path(__file__).resolve().parent.parent
GRACE = 10  # seconds a healthy server may be late by
COSTLY = {-signal.SIGXCPU, OUT_OF_MEMORY}


class ServerDied(Exception):
    """The fork server is gone, which says nothing about the file."""


def read(name: str, source: bytes | IO[bytes], **options: Any) -> list[Any]:
    """What the reader `name` says of the bytes: JSON values and bytes.

    Waits for a place. Raises Refused, TooCostly, Crashed or TooManyFiles, all of them Unread.
    """
    bounds = BOUNDS[name]
    with place(bounds):
        try:
            return _server.ask(name, source, options, bounds)
        except ServerDied:  # by a hand or for want of memory; a new one may do better
            return _asked_again(name, source, options, bounds)


def _asked_again(name: str, source: bytes | IO[bytes], options: Any, bounds: Bounds) -> list[Any]:
    try:
        return _server.ask(name, source, options, bounds)
    except ServerDied as error:
        raise Crashed from error


class Server:
    """The fork server of this process. A fork of this process gets one of its own."""

    def __init__(self, module: str = "foreign.server") -> None:
        self.module = module
        self._lock = Lock()
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None
        os.register_at_fork(after_in_child=self.forget)

    def forget(self) -> None:
        """In a fork: it belongs to the process this one came from, and would outlive that one if
        its address stayed open here."""
        if self.control:
            self.control.close()
        self._lock, self.control, self.process = Lock(), None, None

    def ask(self, name: str, source: bytes | IO[bytes], options: Any, bounds: Bounds) -> list[Any]:
        """Raises what `read` raises, and ServerDied."""
        ours, theirs = socket.socketpair()
        told, told_at = os.pipe()
        with ours, os.fdopen(told, "rb") as fate:
            try:
                self.send(name, options, bounds, theirs.fileno(), told_at)
            finally:
                theirs.close()
                os.close(told_at)
            ours.settimeout(bounds.wall + GRACE)
            try:
                hand_over(ours, source)
                return frames.received(ours, bounds.answer)
            except TimeoutError:
                self.stop()
                raise TooCostly from None
            except (EOFError, ConnectionError):
                raise ended(fate.read()) from None

    def send(self, name: str, options: Any, bounds: Bounds, *descriptors: int) -> None:
        told = {"name": name, "options": options, "bounds": bounds._asdict()}
        asked = json.dumps(told).encode()
        with self._lock:
            try:
                deliver(self.control or self.start(), asked, descriptors)
            except ConnectionError:  # it has died since it was last asked
                self.drop()
                deliver(self.start(), asked, descriptors)

    def start(self) -> socket.socket:
        """With nothing of ours: no environment, no descriptor but the one it listens at."""
        control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, str(theirs.fileno())],
                cwd=HOUSE,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is not for it
            )
        self.control = control
        return control

    def drop(self) -> None:
        """Its children die with it."""
        if self.control:
            self.control.close()
        if self.process:
            self.process.kill()
            self.process.wait()
        self.control = self.process = None

    def stop(self) -> None:
        with self._lock:
            self.drop()


def deliver(control: socket.socket, asked: bytes, descriptors: tuple[int, ...]) -> None:
    socket.send_fds(control, [LENGTH.pack(len(asked))], descriptors)
    control.sendall(asked)


def hand_over(to: socket.socket, source: bytes | IO[bytes]) -> None:
    try:
        if isinstance(source, bytes):
            to.sendall(source)
        else:
            source.seek(0)
            while piece := source.read(frames.PIECE):
                to.sendall(piece)
        to.shutdown(socket.SHUT_WR)
    except ConnectionError:
        pass  # it has ended already; what it said before, or its end, tells why


def ended(fate: bytes) -> Exception:
    """What became of a child that did not finish what it had to say."""
    if not fate:
        return ServerDied()
    told = json.loads(fate)
    is_costly = told["overdue"] or os.waitstatus_to_exitcode(told["status"]) in COSTLY
    return TooCostly() if is_costly else Crashed()


_server = Server()
