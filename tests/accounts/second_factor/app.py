"""An authenticator app as a phone has one: it knows the key it was shown and the time, and computes
its codes by RFC 6238 on its own."""

import base64
import hmac
import struct
import time

from django.test import Client

from accounts.second_factor import codes, setting_up
from organizations.models import User


class App:
    def __init__(self, key: str) -> None:
        self.key = base64.b32decode(key.replace(" ", ""))

    def code(self, steps: int = 0) -> str:
        """The one shown now, or so many half minutes later."""
        counter = int(time.time()) // 30 + steps
        digest = hmac.new(self.key, struct.pack(">Q", counter), "sha1").digest()
        start = digest[-1] & 15
        (number,) = struct.unpack(">I", digest[start : start + 4])
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"


def wrong(app: App) -> str:
    """Six digits the app shows neither now nor shortly before or after."""
    shown = {app.code(step) for step in range(-3, 4)}
    return next(code for code in map("{:06d}".format, range(100)) if code not in shown)


def set_up(person: User) -> tuple[App, list[str]]:
    """They have a factor, whose code of now was used for it."""
    seed = codes.new_seed()
    app = App(setting_up.proposed(person, seed).key)
    return app, setting_up.confirm(seed, app.code(), by=person)


def half_in(person: User) -> Client:
    """A browser in which the password was given, and no more."""
    client = Client()
    client.force_login(person)
    return client
