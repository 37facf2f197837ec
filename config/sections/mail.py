"""By which server mail leaves, under whose name, and what is amiss with what was said of it."""

from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from config import environment

NAMES = (
    *("EMAIL_PORT", "EMAIL_TLS", "EMAIL_USER", "EMAIL_PASSWORD"),
    *("EMAIL_SENDER", "EMAIL_TIMEOUT", "EMAIL_PER_MINUTE"),
)
USUAL_PORTS = {"no": 25, "starttls": 587, "tls": 465}
NEEDS_A_SERVER = "{name} needs EMAIL_HOST as well."
TOGETHER = "EMAIL_USER and EMAIL_PASSWORD belong together: set both, or neither."
PASSWORD_IN_THE_CLEAR = (
    "EMAIL_PASSWORD would cross the network in the clear: set EMAIL_TLS to starttls or tls, "
    "whichever {host} speaks."
)
NO_ADDRESS = "EMAIL_SENDER must be a mail address such as ledger@example.org, not {sender!r}."
IN_THE_CLEAR = (
    "EMAIL_TLS=no: what is written to {host} about hazards and people can be read by anybody on "
    "the network in between."
)
NO_SENDER = (
    "EMAIL_SENDER is empty: mail comes from {sender}, which most mail servers refuse or put aside."
)


class MailServer(NamedTuple):
    """What the environment says of it; `host` is "" where no mail leaves at all."""

    host: str = ""
    port: int = 25
    tls: str = "no"
    user: str = ""
    password: str = ""
    sender: str = ""
    has_own_sender: bool = False
    timeout: int = 10  # seconds, of each wait for it
    per_minute: int = 600

    def warnings(self) -> list[str]:
        """One sentence for each thing that will go wrong."""
        is_elsewhere = bool(self.host) and not environment.is_loopback(self.host)
        said = {
            IN_THE_CLEAR.format(host=self.host): is_elsewhere and self.tls == "no",
            NO_SENDER.format(sender=self.sender): is_elsewhere and not self.has_own_sender,
        }
        return [sentence for sentence, is_so in said.items() if is_so]


def mail_server(names: list[str]) -> MailServer:
    """`names` are those the service answers to. Raises ImproperlyConfigured where what was said
    makes no sense."""
    host = environment.text("EMAIL_HOST")
    if not host:
        refuse_without_a_server()
        return MailServer()
    tls = environment.choice("EMAIL_TLS", *USUAL_PORTS)
    user, password = environment.text("EMAIL_USER"), environment.text("EMAIL_PASSWORD")
    if bool(user) != bool(password):
        raise ImproperlyConfigured(TOGETHER)
    if password and tls == "no" and not environment.is_loopback(host):
        raise ImproperlyConfigured(PASSWORD_IN_THE_CLEAR.format(host=host))
    given = environment.text("EMAIL_SENDER")
    return MailServer(
        host,
        environment.number("EMAIL_PORT", USUAL_PORTS[tls], least=1, most=65535),
        tls,
        user,
        password,
        sender(given, user, names),
        bool(given) or is_address(user),
        environment.number("EMAIL_TIMEOUT", 10, least=1, most=60),
        environment.number("EMAIL_PER_MINUTE", 600, least=1, most=10_000),
    )


def refuse_without_a_server() -> None:
    for name in NAMES:
        if environment.text(name):
            raise ImproperlyConfigured(NEEDS_A_SERVER.format(name=name))


def sender(given: str, user: str, names: list[str]) -> str:
    """Whoever logs in may mostly write under no other name than their own."""
    if given and not is_address(given):
        raise ImproperlyConfigured(NO_ADDRESS.format(sender=given))
    proposed = (given, user, *(f"ledger@{name}" for name in names))
    return next((one for one in proposed if is_address(one)), "ledger@localhost")


def is_address(said: str) -> bool:
    try:
        validate_email(said)
    except ValidationError:
        return False
    return True
