"""Setting a ledger up, and changing later what was said then."""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import log
from audit.kinds import Kind
from installation import codes, time_zone
from installation.in_force import memory
from installation.models import THE_ONE, Confirmation, Installation
from organizations import feed
from organizations.models import Membership, Role, Unit, User
from organizations.services import found_unit
from papers.models import Letterhead


class AlreadySetUp(Exception):
    """The ledger has an administrator already."""


class Bureau(NamedTuple):
    """What the root is called, and whom its schools ask. `contact` is a person or an office."""

    code: str
    name: str
    contact: str
    phone: str
    kind: str = Unit.Kind.BUREAU


class Administrator(NamedTuple):
    username: str
    name: str
    password: str


def set_up(
    *,
    bureau: Bureau,
    administrator: Administrator,
    public_address: str,
    zone: str,
    request: HttpRequest | None = None,
) -> User:
    """The bureau, its first administrator and what holds of the installation, or nothing of it.

    A bureau that is there already is taken as it is. Raises AlreadySetUp where somebody else was
    first, and ValidationError where the code or the user name is taken.
    """
    with transaction.atomic():
        mine = _enter(public_address, zone)
        unit = _bureau(bureau)
        person = _administrator(administrator, unit)
        mine.set_up_by = person
        mine.save(update_fields=["set_up_by"])
        log.record(Kind.SET_UP, request=request, by=person, about=person, unit=unit)
    memory.forget()
    return person


def _enter(public_address: str, zone: str) -> Installation:
    """The row only one of several at once can enter; the others wait for it, and then fail."""
    if not codes.is_open():
        raise AlreadySetUp
    told = {"public_address": public_address, "time_zone": zone, "set_up_at": timezone.now()}
    try:
        with transaction.atomic():
            return Installation.objects.create(pk=THE_ONE, **told)
    except IntegrityError as taken:
        raise AlreadySetUp from taken


def _bureau(told: Bureau) -> Unit:
    unit = Unit.objects.roots().first() or found_unit(told.code, told.name, told.kind)
    asked = {"contact": told.contact, "phone": told.phone}
    Letterhead.objects.update_or_create(unit=unit, defaults=asked)
    return unit


def _administrator(told: Administrator, unit: Unit) -> User:
    if User.objects.filter(username=told.username).exists():
        raise ValidationError({"username": _("This account is taken.")})
    person = User.objects.create_user(told.username, password=told.password, name=told.name)
    post = Membership.objects.create(user=person, unit=unit, role=Role.ADMINISTRATOR)
    feed.note_new_people([post])
    return person


def take_over() -> None:
    """A ledger that had its administrator before it had this room is in use: nothing is asked of
    it, and its list is put away."""
    if codes.is_open():
        return
    now = timezone.now()
    told = {"time_zone": settings.TIME_ZONE, "set_up_at": now, "checklist_put_away_at": now}
    Installation.objects.get_or_create(pk=THE_ONE, defaults=told)


@transaction.atomic
def change(*, unit: Unit, public_address: str, zone: str, contact: str, phone: str) -> None:
    """Contact and phone are those of `unit`; address and zone hold for all of the installation.
    Raises ValidationError for another zone once a hazard has been entered in this one's days."""
    mine = Installation.objects.select_for_update().get(pk=THE_ONE)
    if zone != mine.time_zone and time_zone.is_settled():
        sentence = _("The ledger holds hazards already: their days stay this zone's days.")
        raise ValidationError({"zone": sentence})
    mine.public_address, mine.time_zone = public_address, zone
    mine.save(update_fields=["public_address", "time_zone"])
    asked = {"contact": contact, "phone": phone}
    Letterhead.objects.update_or_create(unit=unit, defaults=asked)
    transaction.on_commit(memory.forget)


def confirm(step: str, *, by: User) -> None:
    """Saying it twice says nothing new."""
    told = {"by": by, "at": timezone.now()}
    Confirmation.objects.get_or_create(step=step, defaults=told)


def put_checklist_away(is_away: bool) -> None:
    """Out of the administrators' 待办, or back into it; its own page stays."""
    at = timezone.now() if is_away else None
    Installation.objects.filter(pk=THE_ONE).update(checklist_put_away_at=at)
