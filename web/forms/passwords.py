"""What a new password has to be, in a sentence."""

from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.translation import gettext as _


def hint() -> str:
    least = max(getattr(rule, "min_length", 1) for rule in get_default_password_validators())
    told = _("%(n)s characters or more, not only digits, and nothing others would guess.")
    return told % {"n": least}
