"""A mail server of the tests' own, which speaks SMTP and refuses what it is told to refuse."""

import base64
import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Thread

USER, PASSWORD = "ledger", "the-right-one"


class Behaviour:
    """What it took, and how it behaves. `certificate` is a file with key and certificate: with one
    it speaks STARTTLS. `hangs_up_after` letters it ends the connection."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.connections = 0
        self.refused: dict[str, str] = {}  # by recipient
        self.refuses_all = ""  # instead of the greeting
        self.certificate = ""
        self.asks_for_log_in = False
        self.hangs_up_after = 0
        self.is_silent = False
        self.thinks = 0.0  # seconds before each answer
        self.drips_after = -1  # letters: a line without an end, one byte after the other
        self.released = Event()  # of those who wait for a silent one


class Talk(socketserver.StreamRequestHandler):
    """One conversation; a word of the client is a method."""

    behaviour: Behaviour

    def handle(self) -> None:
        self.behaviour.connections += 1
        self.taken, self.recipient, self.is_known = 0, "", False
        if self.behaviour.is_silent:
            self.behaviour.released.wait(30)
            return
        self.drip_if_it_is_time()
        self.say(self.behaviour.refuses_all or "220 mail.test ready")
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "QUIT":
                self.say("221 bye")
                return
            getattr(self, f"on_{word.lower()}", self.on_anything)(rest)
            if self.taken and self.taken == self.behaviour.hangs_up_after:
                return
            self.drip_if_it_is_time()

    def drip_if_it_is_time(self) -> None:
        """Until the client has gone, or the test is over."""
        if self.taken == self.behaviour.drips_after:
            while not self.behaviour.released.wait(0.01):
                self.wfile.write(b"2")

    def say(self, *lines: str) -> None:
        self.behaviour.released.wait(self.behaviour.thinks)
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def on_anything(self, rest: str) -> None:
        self.say("250 well")

    def on_ehlo(self, rest: str) -> None:
        offers_tls = self.behaviour.certificate and not isinstance(self.request, ssl.SSLSocket)
        more = ["STARTTLS"] if offers_tls else []
        more += ["AUTH PLAIN"] if self.behaviour.asks_for_log_in else []
        lines = ["mail.test", *more]
        self.say(*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}")

    def on_starttls(self, rest: str) -> None:
        self.say("220 go on")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.behaviour.certificate)
        self.request = context.wrap_socket(self.request, server_side=True)
        self.setup()

    def on_auth(self, rest: str) -> None:
        told = base64.b64decode(rest.split()[-1]).decode().split("\0")
        self.is_known = told[-2:] == [USER, PASSWORD]
        self.say("235 well" if self.is_known else "535 5.7.8 authentication failed")

    def on_mail(self, rest: str) -> None:
        is_stranger = self.behaviour.asks_for_log_in and not self.is_known
        self.say("530 5.7.0 log in first" if is_stranger else "250 well")

    def on_rcpt(self, rest: str) -> None:
        self.recipient = rest[rest.index("<") + 1 : rest.index(">")]
        self.say(self.behaviour.refused.get(self.recipient, "250 well"))

    def on_data(self, rest: str) -> None:
        self.say("354 go on")
        body = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            body += line.removeprefix(b".") if line.startswith(b"..") else line
        letter = message_from_bytes(body, policy=policy.default)
        self.behaviour.letters.append((self.recipient, letter))  # type: ignore[arg-type]
        self.taken += 1
        self.say("250 taken")


class Office(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    def handle_error(self, request, client_address) -> None:
        """A client that goes away in the middle is what some tests are about."""


@contextmanager
def opened(behaviour: Behaviour) -> Iterator[int]:
    """The port it listens at, on this machine."""
    talk = type("ThisTalk", (Talk,), {"behaviour": behaviour})
    office = Office(("127.0.0.1", 0), talk)
    Thread(target=office.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield office.server_address[1]
    finally:
        behaviour.released.set()
        office.shutdown()
        office.server_close()
