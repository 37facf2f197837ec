"""What the frame of every page shows: who is here, and how much waits for them."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.activation.reach import looks_after
from audit.models import may_read
from hazards.models import Hazard, Transfer
from hazards.worklist import auditor
from inspections.models import Round
from notifications.models import Notification
from organizations import scope
from organizations.administration import (
    administers,
    administers_authority,
    administers_everything,
    administers_some,
)
from organizations.models import Role
from rechecks.models import SampledHazard
from returns.models.returns import Return
from tips.models import Tip
from web import openers
from web.accounts.no_role import no_role
from web.came_from import came_from, list_at
from web.counting import Things, count_together
from workflow import policy

POSTERS = (*policy.DIRECTING, Role.ADMINISTRATOR)  # who prints those with a unit's tip code
MANY = 99  # more than these are said to be more


def shell(request):
    """What base.html says it needs, for people who have logged in, and whether this is the demo."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO}
    return {
        "demo": settings.DEMO,
        openers.FIELD: openers.claim_of(user),
        "came_from": SimpleLazyObject(lambda: came_from(request)),
        "list_here": SimpleLazyObject(lambda: list_at(request.path)),
        # A fragment has no frame, so it does not pay for one.
        "nav": SimpleLazyObject(lambda: navigation(user)),
    }


def navigation(user) -> dict[str, object]:
    posts, todo = scope.posts(user), waiting_hazards(user)
    return {
        "todo": at_most(MANY, todo),
        "todo_said": said(MANY, todo),
        "may_draw": any(post.role == Role.AUDITOR for post in posts),
        **badges(user),
        "who": str(user),
        "where": where([post.name for post in reversed(posts)]),
        "bureau": next((post.top for post in posts), ""),
        "may_administer": administers(user),
        "may_see_failed_logins": administers_everything(user),
        "may_load_district": administers_authority(user),
        "may_administer_units": administers_some(user),
        "looks_after_accounts": looks_after(user),
        "may_read_audit": may_read(user),
        "no_role": None if posts else no_role(user),
        "prints_posters": any(post.role in POSTERS for post in posts),
        "may_report": any(post.role in policy.INSPECTING for post in posts),
    }


def badges(user) -> dict[str, object]:
    """What else waits, each number with the sentence it stands for."""
    returns, rechecks = waiting_returns(user), waiting_rechecks(user)
    counts = waiting_counts(user)
    unread, rounds, tips = counts["unread"], counts["rounds"], counts.get("tips", 0)
    of_returns = ngettext("%(n)s return waits for you", "%(n)s returns wait for you", returns)
    of_rechecks = ngettext("%(n)s re-check waits for you", "%(n)s re-checks wait for you", rechecks)
    of_rounds = ngettext("%(n)s round is due", "%(n)s rounds are due", rounds)
    of_unread = ngettext("%(n)s unread", "%(n)s unread", unread)
    return {
        "returns": returns,
        "returns_said": of_returns % {"n": returns},
        "rechecks": rechecks,
        "rechecks_said": of_rechecks % {"n": rechecks},
        "rounds": rounds,
        "rounds_said": of_rounds % {"n": rounds},
        "handles_tips": handles_tips(user),
        "tips": at_most(MANY, tips),
        "tips_said": said(MANY, tips),
        "unread": unread,
        "unread_said": of_unread % {"n": unread},
    }


def waiting_counts(user) -> dict[str, int]:
    """How many of each kind wait for somebody, in one statement; asked once for each user object
    (one request, one object)."""
    if not hasattr(user, "_waiting_counts"):
        user._waiting_counts = count_together(
            ("frame", known_of(user)), lambda: waiting_things(user)
        )
    return user._waiting_counts


def counted_with_the_frame(
    user, name: str, others: Callable[[], Things], about: uuid.UUID | None = None
) -> dict[str, int]:
    """What a page of that `name` counts, in the statement in which its frame counts what waits."""
    key = (name, "and frame", known_of(user))
    user._waiting_counts = count_together(key, lambda: waiting_things(user) | others(), about)
    return user._waiting_counts


def counted_alone(
    user, name: str, others: Callable[[], Things], about: uuid.UUID | None = None
) -> dict[str, int]:
    """The same for a fragment, which has no frame."""
    return count_together((name, known_of(user)), others, about)


def known_of(user) -> tuple[Any, ...]:
    """All that what waits for somebody depends on, besides what stands in the ledger."""
    posts = scope.posts(user)
    is_auditor = {post.role for post in posts} == {Role.AUDITOR}
    few = tuple(auditor.units_with_few_officers(user)) if is_auditor else ()
    return user.pk, posts, few, timezone.localdate()


def waiting_things(user) -> Things:
    """Nobody looks for the hundredth hazard in a badge, and it stands on every page: the counting
    stops there."""
    mine = Hazard.objects.visible_to(user).waiting_for(user).order_by()
    returns, seen = Return.objects.visible_to(user), SampledHazard.objects.visible_to(user)
    return waiting_tips(user) | {
        "hazards": mine[: MANY + 1],
        "offers": Transfer.objects.visible_to(user).waiting_for(user),
        "to_fill": returns.waiting_to_be_filled_by(user),
        "to_review": returns.waiting_for_review_by(user),
        "to_recheck": seen.waiting_for_recheck_by(user),
        "to_reopen": to_reopen(seen, user),
        "rounds": Round.objects.visible_to(user).waiting_for(user),
        "unread": Notification.objects.for_person(user).unread(),
    }


def waiting_tips(user) -> Things:
    """Nothing is asked of the database for those who handle none."""
    if not handles_tips(user):
        return {}
    return {"tips": Tip.objects.visible_to(user).waiting_for(user).order_by()[: MANY + 1]}


def handles_tips(user) -> bool:
    return any(post.role == Role.TIP_HANDLER for post in scope.posts(user))


def waiting_hazards(user) -> int:
    """Of one's own units, and offered by others."""
    return waiting_counts(user)["hazards"] + waiting_counts(user)["offers"]


def waiting_returns(user) -> int:
    """Returns to fill in, and returns to review."""
    return waiting_counts(user)["to_fill"] + waiting_counts(user)["to_review"]


def waiting_rechecks(user) -> int:
    """Struck-off hazards to look at again, and for an auditor those to be reopened."""
    return waiting_counts(user)["to_recheck"] + waiting_counts(user)["to_reopen"]


def at_most(most: int, n: int) -> int | str:
    return n if n <= most else f"{most}+"


def said(most: int, n: int) -> str:
    """The badge as a sentence, for a page's title and for those who hear it."""
    if n > most:
        return _("More than %(n)s wait for you") % {"n": most}
    return ngettext("%(n)s waits for you", "%(n)s wait for you", n) % {"n": n} if n else ""


def to_reopen(seen, user):
    """Nothing is asked of the database for those who are no auditors."""
    is_auditor = any(post.role == Role.AUDITOR for post in scope.posts(user))
    return seen.waiting_to_be_reopened_by(user) if is_auditor else seen.none()


def where(names: list[str]) -> str:
    """The highest unit somebody holds a role at; the others are on the page about them."""
    places = list(dict.fromkeys(names))
    if len(places) < 2:
        return "".join(places)
    told = {"unit": places[0], "n": len(places)}
    return _("%(unit)s and others, %(n)s units") % told
