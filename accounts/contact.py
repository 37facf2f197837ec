"""How somebody is reached: their own phone and mail address, which has to be confirmed there."""

from collections.abc import Callable, Iterable
from uuid import uuid4

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from audit import log
from audit.kinds import Kind
from notifications.mail import letters
from organizations.models import User


class Tokens(PasswordResetTokenGenerator):
    """A signature over what it changes: once the address is confirmed, replaced or taken out, the
    link opens nothing any more. Good for three days (PASSWORD_RESET_TIMEOUT)."""

    key_salt = "accounts.contact"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        told = (user.pk, user.email, user.pending_email, user.password_changed_at, timestamp)
        return " ".join(map(str, told))


tokens = Tokens()


@transaction.atomic
def change(*, phone: str, email: str, by: User, request: HttpRequest | None = None) -> User:
    """The phone holds at once. A new address waits to be confirmed, and the old one goes on
    meanwhile; "" is none from now on. Returns the person as they are now."""
    person = User.objects.select_for_update().get(pk=by.pk)
    before = (person.phone, person.email, person.pending_email)
    is_new = email not in ("", person.email)
    person.phone, person.pending_email = phone, email if is_new else ""
    person.email = person.email if email else ""
    person.save(update_fields=["phone", "email", "pending_email"])
    if person.phone != before[0]:
        _record(person, by, request, change="phone")
    if before[1] and not person.email:
        _record(person, by, request, change="email_removed")
    if is_new and person.pending_email != before[2]:
        _record(person, by, request, change="email_asked", address=email)
    return person


@transaction.atomic
def confirm(token: str, *, by: User, request: HttpRequest | None = None) -> User:
    """The address that waits is theirs from now on. Raises ValidationError for a token that was
    used, is too old, or is about another address or person."""
    person = User.objects.select_for_update().get(pk=by.pk)
    if not is_good(token, person):
        raise ValidationError(_("This link is not good any more. Enter the address again."))
    person.email, person.pending_email = person.pending_email or "", None
    person.save(update_fields=["email", "pending_email"])
    _record(person, by, request, change="email_confirmed", address=person.email)
    return person


def is_good(token: str, person: User) -> bool:
    return bool(person.pending_email) and tokens.check_token(person, token)


def letter_to_confirm(person: User, link_of: Callable[[str], str]) -> EmailMultiAlternatives:
    """To the address that waits. `link_of` makes an absolute address of a token."""

    def said() -> letters.Said:
        lines = [
            _("%(name)s has entered this address in the hazard ledger.") % {"name": person},
            _("Open the link within three days to get its messages here. If you do not know of it,"
              " do nothing."),
        ]  # fmt: skip
        return letters.Said(_("Hazard ledger: confirm your address"), lines, _("Confirm"))

    link = link_of(tokens.make_token(person))
    return letters.letter(person.pending_email or "", said, key=f"confirm.{uuid4().hex}", link=link)


def note_entered(person: User, changed: Iterable[str], *, request: HttpRequest) -> None:
    """Log what an administrator has entered for `person` (the form saved it): it counts as
    confirmed."""
    by = request.user
    if "phone" in changed:
        _record(person, by, request, change="phone")
    if "email" in changed:
        how = "email_entered" if person.email else "email_removed"
        _record(person, by, request, change=how, address=person.email)


def _record(person: User, by, request, **told: str) -> None:
    details = {"whom": person.username, **told}
    log.record(Kind.CONTACT_CHANGED, request=request, by=by, about=person, details=details)
