"""How a letter is written: in each language of the service, as plain text and as HTML.

Nobody's language is known outside their browser, so a letter says it in all of them, the service's
own first.
"""

from collections.abc import Callable
from email.utils import formataddr
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.mail import links
from notifications.models import Delivery, Notification

LONGEST_SUBJECT = 100  # signs


class Said(NamedTuple):
    """A letter in one language. `open_it` is what the link says."""

    subject: str
    lines: list[str]
    open_it: str


class Part(NamedTuple):
    """The same with its language, as the template shows it."""

    language: str
    lines: list[str]
    open_it: str
    no_answer: str


def letter(
    to: str, said: Callable[[], Said], *, key: str, link: str = ""
) -> EmailMultiAlternatives:
    """`said` is asked once in each language. Of two letters with the same `key` a mail program may
    show one: it is what somebody who is written to twice is spared."""
    parts = [part(language, said) for language in languages()]
    with translation.override(settings.LANGUAGE_CODE):
        subject, name = one_line(said().subject), _("Hazard ledger")
    told = {"subject": subject, "parts": parts, "link": link}
    headers = {"Message-ID": f"<{key}@{host()}>", "Auto-Submitted": "auto-generated"}
    sender = formataddr((name, settings.DEFAULT_FROM_EMAIL))
    mail = EmailMultiAlternatives(subject, in_text(parts, link), sender, [to], headers=headers)
    mail.attach_alternative(render_to_string("notifications/mail.html", told), "text/html")
    return mail


def of(delivery: Delivery) -> EmailMultiAlternatives:
    """About one message. The key is the delivery's, however often it is tried."""
    message = delivery.message
    key = f"{message.created_at:%Y%m%d%H%M%S}.{message.pk}.{delivery.pk}"
    to, link = message.recipient.email, links.link_to(message)
    return letter(to, lambda: said_of(message), key=key, link=link)


def said_of(message: Notification) -> Said:
    """Who is told of a hazard finds its number in the subject, before the sentence."""
    number, sentence = message.number, message.sentence
    lines = [sentence, _("Number: %(number)s") % {"number": number}] if number else [sentence]
    about = number or _("Hazard ledger")
    return Said(f"{about} {sentence}", lines, _("Open it in the ledger"))


def languages() -> list[str]:
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [settings.LANGUAGE_CODE, *others]


def part(language: str, said: Callable[[], Said]) -> Part:
    with translation.override(language):
        told = said()
        no_answer = _("The hazard ledger has sent this by itself. Nobody reads an answer to it.")
    lines = [one_line(line, 0) for line in told.lines]
    return Part(translation.to_locale(language).replace("_", "-"), lines, told.open_it, no_answer)


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """What somebody wrote may have line breaks, and a line break in a header begins the next."""
    line = " ".join(text.split())
    return f"{line[: longest - 1]}…" if longest and len(line) > longest else line


def in_text(parts: list[Part], link: str) -> str:
    blocks = []
    for one in parts:
        to_open = [f"{one.open_it}: {link}"] if link else []
        blocks.append("\n".join([*one.lines, *to_open, "", one.no_answer]))
    return "\n\n--\n\n".join(blocks) + "\n"


def host() -> str:
    """Of the public address; where none is known, of the sender's."""
    name = urlsplit(links.public_address()).hostname
    return name or settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
