"""What the services are called."""

from django.utils.translation import gettext as _

from accounts.providers.declared import Declared
from audit.words import SERVICES


def label(declared: Declared) -> str:
    """The operator's own word where there is one."""
    return declared.name or label_of(declared.key)


def label_of(key: str) -> str:
    return _(SERVICES.get(key, key))
