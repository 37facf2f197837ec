"""One letter sent at once, and what the server answered in a sentence for whoever waits for it."""

import smtplib
import socket
import ssl
from typing import Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from notifications import channels
from notifications.mail import letters, links, server

NOT_SET = gettext_noop("No mail server is set: EMAIL_HOST is empty.")
TAKEN = gettext_noop("The server has taken the letter to %(address)s.")
IN_TIME = gettext_noop("%(host)s did not answer in time (EMAIL_TIMEOUT).")
# The first that fits is said.
SENTENCES: tuple[tuple[type[OSError], str], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        gettext_noop("%(host)s refused the log-in: check EMAIL_USER and EMAIL_PASSWORD."),
    ),
    (
        smtplib.SMTPRecipientsRefused,
        gettext_noop("%(host)s takes no letters for %(address)s."),
    ),
    (
        smtplib.SMTPSenderRefused,
        gettext_noop("%(host)s takes no letters from %(sender)s: check EMAIL_SENDER and log-in."),
    ),
    (
        smtplib.SMTPNotSupportedError,
        gettext_noop("%(host)s does not offer what EMAIL_TLS or EMAIL_USER ask for."),
    ),
    (
        ssl.SSLCertVerificationError,
        gettext_noop("The certificate of %(host)s is not to be trusted."),
    ),
    (
        ssl.SSLError,
        gettext_noop("%(host)s speaks no TLS on port %(port)s: check EMAIL_TLS and EMAIL_PORT."),
    ),
    (
        ConnectionRefusedError,
        gettext_noop("%(host)s refuses the connection on port %(port)s."),
    ),
    (socket.gaierror, gettext_noop("There is no server called %(host)s: check EMAIL_HOST.")),
    (TimeoutError, IN_TIME),
)
OTHERWISE = gettext_noop("%(host)s did not take the letter.")


class Answer(NamedTuple):
    """`sentence` is in the language of whoever waits, with the server's own words behind it."""

    is_taken: bool
    sentence: str


def is_on() -> bool:
    return "mail" in channels.on()


def send_now(letter: EmailMultiAlternatives) -> Answer:
    """Past the outbox: somebody waits for the answer, for a bounded time."""
    told = {"address": letter.to[0]}
    if not is_on():
        return Answer(False, _(NOT_SET))
    try:
        with server.conversation() as conversation:
            conversation.send(letter)
    except OSError as error:
        return Answer(False, explained(error, **told))
    return Answer(True, _(TAKEN) % told)


def explained(error: OSError, address: str) -> str:
    told: dict[str, Any] = {"address": address, "sender": settings.DEFAULT_FROM_EMAIL}
    told |= {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT}
    fitting = (sentence for kind, sentence in SENTENCES if isinstance(error, kind))
    sentence = _(next(fitting, IN_TIME if server.is_late(error) else OTHERWISE)) % told
    own_words = words_of(error)
    if not own_words:
        return sentence
    return _("%(sentence)s It says: %(words)s") % {"sentence": sentence, "words": own_words}


def words_of(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    code, said = server.reply(error)
    return f"{code} {said}" if code else ""


def test_letter(to: str) -> EmailMultiAlternatives:
    key = f"test.{uuid4().hex}"
    return letters.letter(to, test_said, key=key, link=links.public_address())


def test_said() -> letters.Said:
    lines = [_("Mail of the hazard ledger arrives at this address.")]
    return letters.Said(_("Hazard ledger: a test letter"), lines, _("Open the ledger"))
