"""The zone of the district: the handbook's days begin and end with that zone's days."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from installation.in_force import memory

CHOICES = [
    ("Asia/Shanghai", _("Beijing time (UTC+8)")),
    ("Asia/Urumqi", _("Xinjiang time (UTC+6)")),
    ("Asia/Hong_Kong", _("Hong Kong time (UTC+8)")),
    ("Asia/Macau", _("Macao time (UTC+8)")),
    ("UTC", _("Coordinated universal time (UTC)")),
]


def activate() -> None:
    """Make the district's zone that of this thread: before each request, job and command."""
    timezone.activate(memory.current().zone)


def activate_for_a_command() -> None:
    """Before the first migration nothing is known yet. The connection is given back: a command may
    go on to fork, and a child must not inherit it."""
    try:
        activate()
    except DatabaseError:
        return
    finally:
        connection.close()
        close_pool: Callable[[], None] = getattr(connection, "close_pool", connection.close)
        close_pool()


def is_settled() -> bool:
    """From the first hazard on the zone stays: its days are in numbers, deadlines and figures."""
    return Hazard.objects.exists()
