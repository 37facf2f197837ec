"""Who belongs where: units and people."""

from organizations.people import Membership, Role, User
from organizations.units import OtherName, Placement, Unit

__all__ = ["Membership", "OtherName", "Placement", "Role", "Unit", "User"]
