"""The people of the demo district. They are roles at places; nobody here has a name."""

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from demo.district import District
from organizations import feed
from organizations.models import Membership, Role, Unit, User

SHIPPED_PASSWORD = "demo-2021"

# Username: (where, what the others read, the role). `where` is a field of District.
NAMED: dict[str, tuple[str, str, Role]] = {
    "auditor": ("bureau", "局安保科审核员", Role.AUDITOR),
    "administrator": ("bureau", "局系统管理员", Role.ADMINISTRATOR),
    "inspector.bureau": ("bureau", "局安保科检查员", Role.INSPECTOR),
    "officer.central": ("central", "渔阳镇中心学校安全负责人", Role.OFFICER),
    "inspector": ("school", "示范小学检查员", Role.INSPECTOR),
    "responsible": ("school", "示范小学整改责任人", Role.RESPONSIBLE),
    "officer": ("school", "示范小学安全负责人", Role.OFFICER),
    "viewer": ("school", "示范小学查看人员", Role.VIEWER),
    "inspector.b": ("school_b", "官庄镇第一小学检查员", Role.INSPECTOR),
    "responsible.b": ("school_b", "官庄镇第一小学整改责任人", Role.RESPONSIBLE),
    "officer.b": ("school_b", "官庄镇第一小学安全负责人", Role.OFFICER),
    "officer.direct": ("direct", "蓟州区第一中学安全负责人", Role.OFFICER),
    "responsible.direct": ("direct", "蓟州区第一中学整改责任人", Role.RESPONSIBLE),
    "inspector.direct": ("direct", "蓟州区第一中学检查员", Role.INSPECTOR),
}
# Named by the bureau besides; who has an eye on things on site verifies what others tell.
HANDLER, HANDLES = Role.TIP_HANDLER, "inspector.bureau"
EVERYWHERE = {
    Role.INSPECTOR: "检查员",
    Role.RESPONSIBLE: "整改责任人",
    Role.OFFICER: "安全负责人",
}

Staff = dict[tuple[str, str], User]  # by unit code and role


def settle(district: District) -> Staff:
    """Everybody, in a handful of statements. Only the named people can log in."""
    password = make_password(settings.DEMO_PASSWORD)  # once: argon2 is slow on purpose
    posts = [_named(district, username, password) for username in NAMED]
    taken = {(unit.code, role) for _, unit, role in posts}
    for unit in district.units[1:]:
        posts += [_other(unit, role) for role in EVERYWHERE if (unit.code, role) not in taken]
    User.objects.bulk_create(user for user, _, _ in posts)
    posts += [(u, unit, HANDLER) for u, unit, _ in posts if u.username == HANDLES]
    held = [Membership(user=user, unit=unit, role=role) for user, unit, role in posts]
    feed.note_new_people(Membership.objects.bulk_create(held))
    return {(unit.code, role): user for user, unit, role in posts}


def _named(district: District, username: str, password: str) -> tuple[User, Unit, Role]:
    where, name, role = NAMED[username]
    user = User(username=username, name=name, password=password)
    return user, getattr(district, where), role


def _other(unit: Unit, role: Role) -> tuple[User, Unit, Role]:
    user = User(username=f"{unit.code.lower()}.{role.value}", name=unit.name + EVERYWHERE[role])
    user.set_unusable_password()
    return user, unit, role


def usernames_with_demo_password() -> list[str]:
    """The demo people, in the README's order, who are active and whose password is still known.

    The people of one load share one hash, so each distinct hash is verified only once.
    """
    people = User.objects.filter(username__in=NAMED, is_active=True)
    hashes = dict(people.values_list("username", "password"))
    known = {encoded for encoded in set(hashes.values()) if _is_known(encoded)}
    return [username for username in NAMED if hashes.get(username) in known]


def _is_known(encoded: str) -> bool:
    passwords = {settings.DEMO_PASSWORD, SHIPPED_PASSWORD}
    return any(check_password(password, encoded) for password in passwords)
