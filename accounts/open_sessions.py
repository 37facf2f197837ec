"""The sessions somebody has open, and ending them from another one."""

from django.contrib.auth import logout
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Session
from audit import log
from audit.kinds import Kind
from organizations.people import Person, User

BY_ONESELF = "by_oneself"


def of(person: Person, request: HttpRequest | None = None) -> QuerySet[Session]:
    """Those that would open something now: the one of `request` first, then the newest. A
    stranger's are nobody's own."""
    if not isinstance(person, User):
        return Session.objects.none()
    now = timezone.now()
    mine = Session.objects.filter(Q(idle_at=None) | Q(idle_at__gt=now), expire_date__gt=now)
    current = request.session.session_key if request else None
    rank = Case(When(session_key=current, then=Value(0)), default=Value(1))
    return mine.filter(user=person).order_by(rank, "-expire_date", "session_key")


def is_current(session: Session, request: HttpRequest) -> bool:
    """Is it the one `request` comes with? One that comes with a token has none."""
    return session.session_key == request.session.session_key


@transaction.atomic
def end(session: Session, *, by: User, request: HttpRequest) -> None:
    """End one of `by`'s sessions; the current one is logged out of."""
    if is_current(session, request):
        logout(request)
        return
    Session.objects.filter(pk=session.pk, user=by).delete()
    told = {"reason": BY_ONESELF, "device": session.device, "address": session.address}
    log.record(Kind.SESSION_ENDED, request=request, by=by, about=by, details=told)


@transaction.atomic
def end_others(*, by: User, request: HttpRequest) -> int:
    """End all of `by`'s sessions but the current one; how many there were."""
    others = [one for one in of(by) if not is_current(one, request)]
    for session in others:
        end(session, by=by, request=request)
    return len(others)
