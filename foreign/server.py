"""The fork server: `python -m foreign.server FD` loads the readers once, and forks a child for each
file it is asked to read. It holds no secret, no connection and nothing of Django.

A request on the socket FD brings two descriptors along: where the bytes come in and the answer
goes out, and where to write how the child ended. The server ends when that socket is closed.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from typing import Any, NamedTuple

from foreign import child
from foreign.bounds import Bounds
from foreign.frames import LENGTH
from foreign.readers import prepare


class Running(NamedTuple):
    """`until` when, by the monotonic clock, and the descriptor to tell its end at."""

    until: float
    told_at: int


class ForkServer:
    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.children: dict[int, Running] = {}
        self.overdue: set[int] = set()
        self.woken, self.waking = os.pipe()
        for end in (self.woken, self.waking):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self.waking)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to be woken

    def serve(self) -> None:
        """Until nobody can ask any more."""
        sources: list[Any] = [self.control, self.woken]
        while True:
            ready, _, _ = select.select(sources, [], [], self.patience())
            if self.woken in ready:
                os.read(self.woken, 4096)
            self.reap()
            self.end_the_overdue()
            if self.control in ready and not self.accept():
                return

    def patience(self) -> float | None:
        ends = [running.until for pid, running in self.children.items() if pid not in self.overdue]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def accept(self) -> bool:
        """Takes one request; False when the other side is gone."""
        head, descriptors, _, _ = socket.recv_fds(self.control, LENGTH.size, 2)
        if len(head) < LENGTH.size or len(descriptors) != 2:
            return False
        asked = self.control.recv(LENGTH.unpack(head)[0], socket.MSG_WAITALL)
        self.start(json.loads(asked), *descriptors)
        return True

    def start(self, asked: dict[str, Any], data: int, told_at: int) -> None:
        bounds, parent = Bounds(**asked["bounds"]), os.getpid()
        pid = os.fork()
        if pid:
            os.close(data)
            self.children[pid] = Running(time.monotonic() + bounds.wall, told_at)
            return
        try:
            self.let_go(told_at)
            with socket.socket(fileno=data) as open_data:
                child.read(asked["name"], asked["options"], bounds, open_data, parent)
        finally:  # Whatever it was: this copy of the server must not go on.
            traceback.print_exc()
            os._exit(1)

    def let_go(self, told_at: int) -> None:
        """What the child has inherited and must not hold: others would wait for its end, too."""
        signal.set_wakeup_fd(-1)
        others = (running.told_at for running in self.children.values())
        for descriptor in (told_at, self.woken, self.waking, *others):
            os.close(descriptor)
        self.control.close()

    def end_the_overdue(self) -> None:
        for pid, running in self.children.items():
            if running.until <= time.monotonic() and pid not in self.overdue:
                self.overdue.add(pid)
                end_the_group(pid)

    def reap(self) -> None:
        """Tells of each child that has ended how it did; what it may have started ends with it."""
        while self.children:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            end_the_group(ended.si_pid)
            pid, status, used = os.wait4(ended.si_pid, 0)
            running = self.children.pop(pid)
            told = {"status": status, "overdue": pid in self.overdue, "peak": used.ru_maxrss}
            self.overdue.discard(pid)
            with contextlib.suppress(BrokenPipeError):  # nobody asked
                os.write(running.told_at, json.dumps(told).encode())
            os.close(running.told_at)


def end_the_group(pid: int) -> None:
    """The child with all it started; alone where it has not come to lead a group yet."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its parent's end is its own
    prepare()
    gc.collect()
    gc.freeze()  # what is loaded stays shared between the children
    ForkServer(socket.socket(fileno=int(sys.argv[1]))).serve()


if __name__ == "__main__":
    main()
