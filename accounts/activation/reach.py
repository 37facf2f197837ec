"""Whose accounts somebody looks after: whom they may make an activation for.

An administrator of the only root looks after everybody, and where trees stand side by side after
those all of whose roles lie in their own; a superuser's account only by another superuser.
An administrator of a part of the tree looks after those all of whose roles lie in it, but for the
other administrators of the same unit. A role that begins later counts as one that is held: its
holder is to be in on its first day. A unit's safety officer looks after those all of whose roles
lie at their own unit or below it, and who stand lower than they do: never an administrator, an
auditor, or another officer of the same unit. Nobody looks after their own account this way: whoever
is in changes their password.
"""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from organizations import scope
from organizations.administration import administers_everything, is_installer
from organizations.models import Membership, Role, User
from organizations.people import MembershipQuerySet, Person
from organizations.scope import Post
from organizations.units import below, path_after

OVER_OTHERS = (Role.OFFICER, Role.ADMINISTRATOR)
LOWER = (Role.INSPECTOR, Role.RESPONSIBLE, Role.VIEWER)


def looks_after(user: Person) -> bool:
    """Is there anybody's account `user` may look after?"""
    return is_installer(user) or bool(posts_over_others(user))


def people_of(user: Person) -> QuerySet[User]:
    """Everybody whose account `user` looks after, also those who have left."""
    if not isinstance(user, User):
        return User.objects.none()
    others = User.objects.exclude(pk=user.pk).filter(service_since=None)
    if not user.is_superuser:
        others = others.filter(is_superuser=False)
    if administers_everything(user):
        return others
    return others.filter(lower_than(posts_over_others(user)))


def posts_over_others(user: Person) -> list[Post]:
    return [post for post in scope.posts(user) if post.role in OVER_OTHERS]


def lower_than(posts: list[Post]) -> Q:
    """Of a person: they hold a role, and none that is not lower than one of `posts`."""
    if not posts:
        return Q(pk__in=[])
    lower = reduce(or_, [roles_below(post) for post in posts])
    held = now_or_later()
    # The held ones are read anew: a condition on what is excluded would be one on any role.
    higher = held.exclude(pk__in=now_or_later().filter(lower).values("pk"))
    return Q(pk__in=held.values("user")) & ~Q(pk__in=higher.values("user"))


def now_or_later() -> MembershipQuerySet:
    """The roles by which an account is looked after: those held, and those that begin later."""
    return Membership.objects.not_over()


def roles_below(post: Post) -> Q:
    """Of a role: it is lower than the officer's or administrator's `post`."""
    strictly = Q(unit__path__gt=post.path, unit__path__lt=path_after(post.path))
    if post.role == Role.ADMINISTRATOR and post.is_at_a_root:
        return below(post.path, "unit__path")
    if post.role == Role.ADMINISTRATOR:
        return (
            ~Q(role__in=(Role.ADMINISTRATOR, Role.TIP_HANDLER)) & below(post.path, "unit__path")
        ) | strictly
    return (Q(role__in=LOWER) & below(post.path, "unit__path")) | (Q(role=Role.OFFICER) & strictly)
