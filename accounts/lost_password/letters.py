"""Writes the letters that were asked for; called every minute."""

import hashlib
import secrets
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.lost_password.asking import is_written_to
from accounts.models import PasswordLetter
from notifications.mail import answers, letters, links

PATH = "/lost-password/"
BYTES = 24  # 192 bits: nobody guesses one
GOOD_FOR = timedelta(hours=1)
MOST_ATTEMPTS = 5
AT_ONCE = 50


def send_waiting() -> None:
    """A letter that could not be handed over is tried again in a minute, behind the others."""
    forget_old()
    for one in list(waiting()[:AT_ONCE]):
        if one.person is None or not is_written_to(one.person):
            one.delete()
        elif not is_sent(one):
            return


def waiting() -> QuerySet[PasswordLetter]:
    mine = PasswordLetter.objects.filter(sent_at=None).select_related("person")
    return mine.order_by("attempts", "pk")


def forget_old() -> None:
    """What was good for an hour is over, whether it was used or not."""
    over = timezone.now() - GOOD_FOR
    is_over = Q(sent_at__lte=over) | Q(sent_at=None, asked_at__lte=over)
    PasswordLetter.objects.filter(is_over | Q(sent_at=None, attempts__gte=MOST_ATTEMPTS)).delete()


def is_sent(one: PasswordLetter) -> bool:
    """The link counts before the letter leaves: whoever is quick finds it open. Was somebody's
    password changed since, there is no row any more, and nothing is sent."""
    secret = secrets.token_urlsafe(BYTES)
    assert one.person is not None
    address = one.person.email
    told = {"digest": digest(secret), "address": address, "attempts": F("attempts") + 1}
    if not PasswordLetter.objects.filter(pk=one.pk).update(**told):
        return True
    answer = answers.send_now(letter(address, str(one.person), secret, one.pk))
    if answer.is_taken:
        PasswordLetter.objects.filter(pk=one.pk).update(sent_at=timezone.now())
    return answer.is_taken


def letter(address: str, name: str, secret: str, key: int) -> EmailMultiAlternatives:
    def said() -> letters.Said:
        lines = [
            _("%(name)s has asked for a new password of the hazard ledger.") % {"name": name},
            _("Open the link within an hour and choose it. If you did not ask, do nothing: your"
              " password stays as it is."),
        ]  # fmt: skip
        return letters.Said(_("Hazard ledger: a new password"), lines, _("Choose a password"))

    link = f"{links.public_address()}{PATH}{secret}/"
    return letters.letter(address, said, key=f"password.{key}.{secrets.token_hex(8)}", link=link)


def digest(secret: str) -> str:
    """A plain hash is enough: what is hashed here has more bits than anybody can try."""
    return hashlib.sha256(secret.encode()).hexdigest()
