"""Who must have a second factor, and who has one."""

from django.conf import settings

from accounts.models import SecondFactor
from organizations import scope
from organizations.models import Role
from organizations.people import Person, User

EVERYBODY = "all"


def must_have(user: Person) -> bool:
    """By `SECOND_FACTOR` and the roles held today. Whoever installed the service counts as an
    administrator. Asks the database nothing where the roles have been read."""
    required = settings.SECOND_FACTOR
    if not required or not isinstance(user, User):
        return False
    if EVERYBODY in required or (user.is_superuser and Role.ADMINISTRATOR in required):
        return True
    return any(post.role in required for post in scope.posts(user))


def factor_of(user: Person) -> SecondFactor | None:
    if not isinstance(user, User):
        return None
    return SecondFactor.objects.filter(person=user).first()


def has_one(user: Person) -> bool:
    return isinstance(user, User) and SecondFactor.objects.filter(person=user).exists()
