"""Whom what another service says leads to here: exactly one active person, or nobody."""

from organizations import identifiers
from organizations.people import User


def people_with(field: str, said: str) -> list[User]:
    """The active people who have what was said as their `field` (staff_number, username, phone)."""
    if not said:
        return []
    forms = identifiers.forms_of(said)
    found = [one for one in identifiers.people_called(said) if one.is_active]
    if field == "phone":
        return [one for one in found if identifiers.has_phone(one, forms[-1])]
    literal = identifiers.literally(found, field, forms)
    return [literal] if literal else []
