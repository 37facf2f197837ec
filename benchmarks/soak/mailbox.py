"""A mail server that takes every letter and keeps whom it was for.

The service knows a mail server by its host alone, so this one listens at the usual port, at a
loopback address of its own. Whoever may not do that gets no letters.
"""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

PORT = 25
OK, GO_ON, BYE = b"250 taken\r\n", b"354 go on\r\n", b"221 bye\r\n"


class Box:
    def __init__(self, host: str) -> None:
        self.host = host
        self.letters: list[str] = []


class Postman(socketserver.StreamRequestHandler):
    box: Box

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        recipient = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(GO_ON)
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.box.letters.append(recipient)
            elif word == b"RCPT":
                recipient = line.decode().strip()
            self.wfile.write(BYE if word == b"QUIT" else OK)


class Office(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True


@contextmanager
def opened(host: str) -> Iterator[Box]:
    try:
        office = Office((host, PORT), type("Postman", (Postman,), {"box": Box(host)}))
    except PermissionError:
        print("No mail: only root may listen at port 25.", flush=True)
        yield Box("")
        return
    Thread(target=office.serve_forever, daemon=True).start()
    try:
        yield office.RequestHandlerClass.box  # type: ignore[attr-defined]
    finally:
        office.shutdown()
        office.server_close()
