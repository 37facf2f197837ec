"""A directory's password is as good as the ledger's own for whom both know (the extra `ldap`).

The directory is asked after the ledger's own password did not fit, always in the same three steps,
so that their time tells nobody whether a name is known here.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from ssl import CERT_REQUIRED
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from accounts.providers import admission
from accounts.providers.declared import Declared, directory
from accounts.providers.protocols.outside import NotWell
from accounts.providers.protocols.profiles import Profile, profile
from organizations import identifiers
from organizations.people import User
from throttling.backends import EvenTimeBackend

try:
    import ldap3
    from ldap3.core.exceptions import LDAPException
    from ldap3.utils.conv import escape_filter_chars
except ImportError:  # The optional extra `ldap`.
    ldap3 = None

CONNECT, READ = 3, 5  # seconds
NEEDS_THE_EXTRA = "LDAP_URL needs the extra ldap: see docs/operations.md."
logger = logging.getLogger(__name__)


class Entry(NamedTuple):
    dn: str
    subject: str


class LdapBackend(EvenTimeBackend):
    def __init__(self) -> None:
        if ldap3 is None:
            raise ImproperlyConfigured(NEEDS_THE_EXTRA)

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """An empty password is never tried: a directory takes it for somebody who wants no name,
        and lets them in."""
        declared = directory()
        if request is None or not username or not password or declared is None:
            return None
        person = identifiers.account_of(username)
        known = known_as(person, declared) or username
        try:
            one = confirmed(declared, known, password)
        except (NotWell, LDAPException) as error:
            logger.warning("The directory could not be asked: %s", error)
            return None
        if one is None or person is None or not person.is_active:
            return None
        return let_in(declared, Profile(one.subject, known), person, request)


def known_as(person: User | None, declared: Declared) -> str:
    """What the directory knows them by; "" for who has no such number."""
    return str(getattr(person, declared.match, None) or "")


def let_in(declared: Declared, one: Profile, person: User, request: HttpRequest) -> User | None:
    """The same rules as for every service. What was typed, and what the directory confirmed, lead
    to one person."""
    if known_as(person, declared) != one.said:
        return None
    try:
        found = admission.admitted(declared, one, request=request)
    except admission.NotAdmitted:
        return None
    request.came_through = declared.key  # type: ignore[attr-defined]  # for the audit log
    return found if found.pk == person.pk else None


def confirmed(declared: Declared, known: str, password: str) -> Entry | None:
    """The one entry with this number or name, if the password is its own. Raises NotWell,
    LDAPException."""
    found = searched(declared, known)
    entry = found[0] if len(found) == 1 else None
    dn = entry.dn if entry else f"cn=nobody,{declared.more['base']}"
    with connection(declared, dn, password) as asking:
        return entry if asking.bind() else None


def searched(declared: Declared, known: str) -> list[Entry]:
    subject = declared.more["subject"]
    with connection(declared, declared.client_id, declared.secret) as asking:
        if not asking.bind():
            raise NotWell("LDAP_BIND_DN and LDAP_BIND_PASSWORD are refused")
        asking.search(
            declared.more["base"],
            f"({declared.claim}={escape_filter_chars(known)})",
            attributes=[subject],
            size_limit=2,
            time_limit=READ,
        )
        return [
            Entry(one["dn"], subject_of(one, subject))
            for one in asking.response or []
            if one["type"] == "searchResEntry"
        ]


def subject_of(entry: dict[str, Any], name: str) -> str:
    """What stays the same when somebody marries or moves. Raises NotWell where it is missing."""
    raw = entry["raw_attributes"].get(name) or [b""]
    value = bytes(raw[0])
    return profile(value.decode() if value.isascii() else value.hex(), "").subject


@contextmanager
def connection(declared: Declared, dn: str, password: str) -> Iterator[Any]:
    """Encrypted before anything is said, unless it stays on this machine; closed in any case.
    Raises LDAPException."""
    parts = urlsplit(declared.addresses["url"])
    is_secure = parts.scheme == "ldaps"
    tls = ldap3.Tls(validate=CERT_REQUIRED)
    server = ldap3.Server(
        parts.hostname,
        port=parts.port or (636 if is_secure else 389),
        use_ssl=is_secure,
        tls=tls if is_secure or declared.more["starttls"] else None,
        get_info=ldap3.NONE,
        connect_timeout=CONNECT,
    )
    bounds = {"receive_timeout": READ, "auto_referrals": False, "read_only": True}
    asking = ldap3.Connection(server, dn or None, password or None, **bounds)
    try:
        asking.open()
        if declared.more["starttls"] and not asking.start_tls():
            raise NotWell("the directory refuses StartTLS")
        yield asking
    finally:
        asking.unbind()
