"""Checks a name and a password in a time that does not tell whether anybody has the name.

The name is a user name, a staff number or a phone number (`organizations.identifiers`).
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from organizations import identifiers, scope


class EvenTimeBackend(ModelBackend):
    """For a name nobody has, or whose owner has no password yet, the password is compared with the
    hash of another account.

    Django would compute a new hash; but while older and dearer hashes are in the table, their
    owners would be told by the time it takes. The same name always meets the same account's cost.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        if username is None or password is None:
            return None
        user = identifiers.account_of(username)
        stand_in = _encoded_of_another(username)
        if user is None or not user.has_usable_password():
            check_password(password, stand_in)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """A service has tokens alone: no password and no session is ever one's."""
        return super().user_can_authenticate(user) and not user.is_service

    def get_user(self, user_id: int) -> Any:
        """Of each request: with the roles that are asked for next, in one reading."""
        user = scope.person(user_id)
        return user if user and self.user_can_authenticate(user) else None


def _encoded_of_another(username: str) -> str:
    """The stored hash of one account, chosen by the name; asked for known names as well."""
    stored = get_user_model().objects.exclude(password__startswith="!").exclude(password="")
    count = stored.count()
    if not count:
        return make_password(username)
    named = identifiers.plain(username)
    place = int(salted_hmac("throttling.backends", named).hexdigest(), 16) % count
    return stored.order_by("pk").values_list("password", flat=True)[place]
