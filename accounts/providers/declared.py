"""The services people log in with, as the environment declared them at the start (PROVIDERS)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.conf import settings

OIDC, WECOM, DINGTALK, FEISHU, LDAP = "oidc", "wecom", "dingtalk", "feishu", "ldap"
NOTHING: Mapping[str, str] = MappingProxyType({})


class Declared(NamedTuple):
    """One service. `realm` is whose subjects they are: the issuer, the corporation, the app. A
    subject of another realm is another subject, whatever it is called.

    `match` is the field of a person (staff_number, username, phone) that has to be the same as
    `claim` there. `addresses` are without a slash at the end.
    """

    key: str
    realm: str
    client_id: str
    secret: str
    match: str
    claim: str
    name: str = ""
    addresses: Mapping[str, str] = NOTHING
    more: Mapping[str, str] = NOTHING

    @property
    def kept_as(self) -> str:
        """What stands in the table of identities."""
        return f"{self.key} {self.realm}"


def by_browser() -> list[Declared]:
    """Those one is sent to, in the order of the buttons; LDAP asks for the password here."""
    return [one for one in settings.PROVIDERS.values() if one.key != LDAP]


def found(key: str) -> Declared | None:
    """The service one is sent to, if it is set up."""
    return next((one for one in by_browser() if one.key == key), None)


def directory() -> Declared | None:
    return settings.PROVIDERS.get(LDAP)
