"""What a client must know of a district to ask it something: tokens, a session, ids."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from knox.models import AuthToken

from accounts.sessions import SessionStore
from hazards.models import Category, Hazard
from notifications.models import tell
from organizations.models import Role, User

UNREAD = 30  # lines in the auditor's inbox


def known(units, people, under_first) -> dict[str, Any]:
    auditor = people[units[0].pk, Role.AUDITOR]
    officer = people[units[1].pk, Role.OFFICER]
    for _ in range(UNREAD):
        tell(
            [auditor],
            kind="report",
            params={"title": "安全出口被堵", "by": "-"},
            about=uuid.uuid4(),
            at=timezone.now(),
        )
    here = Hazard.objects.filter(unit__in=under_first).order_by("number")
    return {
        "auditor": token(auditor),
        "officer": token(officer),
        "session": session(auditor),
        "newest": ids(Hazard.objects.order_by("-reported_at")[:50]),
        "reported": ids(here.filter(state="reported")),
        "rectified": ids(here.filter(state="rectified")),
        "responsible": {str(unit.pk): people[unit.pk, Role.RESPONSIBLE].pk for unit in under_first},
        "unit_of": {str(hazard.pk): hazard.unit_id for hazard in here},
        "without_photo": Category.objects.get(photo_required=False).pk,
        "with_photo": Category.objects.filter(photo_required=True)[0].pk,
    }


def ids(hazards) -> list[str]:
    return [str(hazard.pk) for hazard in hazards]


def token(user: User) -> str:
    return AuthToken.objects.create(user)[1]


def session(user: User) -> str:
    """A login by hand: the password's own cost is not what is measured."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
