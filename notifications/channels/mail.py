"""Mail, by the server of `EMAIL_HOST`, to the address somebody has confirmed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from notifications.channels import Away, Refused, Unreachable
from notifications.mail import letters, server
from notifications.models import Delivery

ADDRESS = "email"


def most_at_once() -> int:
    return settings.EMAIL_PER_MINUTE


@contextmanager
def opened() -> Iterator[Callable[[Delivery], None]]:
    """One connection for all that is sent within."""
    with server.conversation() as conversation:
        yield partial(_send, conversation)


def send(delivery: Delivery) -> None:
    with opened() as carry:
        carry(delivery)


def _send(conversation: server.Conversation, delivery: Delivery) -> None:
    try:
        validate_email(delivery.message.recipient.email)
    except ValidationError as error:  # some were entered before there was a form for them
        raise Unreachable("no address") from error
    try:
        conversation.send(letters.of(delivery))
    except server.ABOUT_ONE as error:
        raise Refused(server.in_few_words(error)) from error
    except OSError as error:
        raise Away(server.in_few_words(error)) from error
