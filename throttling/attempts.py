"""Which accounts somebody is guessing at, for those who look after the people."""

from datetime import timedelta

from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

from throttling.lockout import NOBODY
from throttling.models import FailedLogin

# So many failures that nobody came in after are no typing errors: as many as shut somebody out
# in one place (LOCKOUT), so that whoever guesses no further than that is seen as well.
MANY = 8
SHOWN_DAYS, KEPT_DAYS = 7, 30


def _recent(days: int) -> QuerySet[FailedLogin]:
    since = timezone.now() - timedelta(days=days)
    return FailedLogin.objects.filter(at__gt=since, is_forgiven=False)


def attacked(days: int = SHOWN_DAYS) -> QuerySet:
    """`name`, `failures`, `places`, `first`, `last` for each such account, the worst first."""
    known = _recent(days).exclude(name__startswith=NOBODY)
    counts = (
        known.order_by()
        .values("name")
        .annotate(
            failures=Count("pk"),
            places=Count("network", distinct=True),
            first=Min("at"),
            last=Max("at"),
        )
    )
    return counts.filter(failures__gte=MANY).order_by("-failures", "name")


def nameless(days: int = SHOWN_DAYS) -> dict[str, int]:
    """How many tries at `names` nobody has, from how many `places`."""
    return (
        _recent(days)
        .filter(name__startswith=NOBODY)
        .aggregate(
            failures=Count("pk"),
            names=Count("name", distinct=True),
            places=Count("network", distinct=True),
        )
    )


def forget_old() -> int:
    """Rows thrown away."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    return FailedLogin.objects.filter(at__lt=before).delete()[0]
