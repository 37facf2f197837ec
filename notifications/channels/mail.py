"""Mail, by the server of `EMAIL_HOST`, in the language of the service."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from notifications.channels import Away, Refused, Unreachable
from notifications.models import Delivery

ADDRESS = "email"
# What is wrong with one letter; anything else is the mail server's, and concerns all of them.
REFUSED = (SMTPRecipientsRefused, SMTPDataError)


def send(delivery: Delivery) -> None:
    recipient = delivery.message.recipient
    if not recipient.email:
        raise Unreachable("no address")
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = _("Hazard ledger"), delivery.message.sentence
    try:
        send_mail(subject, body, None, [recipient.email])
    except REFUSED as error:
        raise Refused(type(error).__name__) from error
    except OSError as error:  # smtplib's own errors are among them
        raise Away(type(error).__name__) from error
