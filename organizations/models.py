"""Who belongs where: units and people."""

from organizations.people import Membership, Role, User
from organizations.units import Placement, Unit

__all__ = ["Membership", "Placement", "Role", "Unit", "User"]
