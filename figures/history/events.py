"""Which entries of history the figures count as events, and how many of each an answer holds."""

from typing import Any

from django.db.models import Count, Q

from hazards.figures import registry
from workflow.states import OPEN

EVENTS = {event.key: event.move for event in registry.EVENTS}
OPENED = Q(after__in=OPEN) & ~Q(before__in=OPEN)
ENDED = Q(before__in=OPEN) & ~Q(after__in=OPEN)
COUNTED = Q(move__in=EVENTS.values()) | OPENED | ENDED
SUMS: dict[str, Any] = {
    **{name: Count("pk", filter=Q(move=move)) for name, move in EVENTS.items()},
    # By how many the open ones became more.
    "grew": Count("pk", filter=OPENED) - Count("pk", filter=ENDED),
}
