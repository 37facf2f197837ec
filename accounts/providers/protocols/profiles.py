"""Who somebody is at another service, as far as it says so."""

from typing import Any, NamedTuple

from accounts.providers.protocols.outside import NotWell

LONGEST_SUBJECT = 191  # of allauth's column


class Profile(NamedTuple):
    """`subject` never changes there. `said` is what is matched with a person, or "" where the
    service says nothing that counts."""

    subject: str
    said: str


def profile(subject: Any, said: Any) -> Profile:
    """Raises NotWell where there is no subject to go by."""
    named = str(subject) if isinstance(subject, str | int) else ""
    if not 0 < len(named) <= LONGEST_SUBJECT or not named.isprintable():
        raise NotWell("no subject")
    matched = str(said).strip() if isinstance(said, str | int) else ""
    return Profile(named, matched if matched.isprintable() and len(matched) <= 150 else "")
