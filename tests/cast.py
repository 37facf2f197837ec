"""The cast: a bureau, two central schools, four schools, a direct unit, and their people.

Every state is reached through the services, so a hazard here is one the service could make.
"""

import io
import uuid
from datetime import date, timedelta
from functools import cached_property
from itertools import count

from django.utils import timezone
from PIL import Image

from hazards import services
from hazards.models import Category, Clause, Hazard
from organizations.models import Membership, Role, Unit, User
from organizations.services import found_unit

PASSWORD = "correct horse"
ROLES_AT = {
    "bureau": ("inspector", "auditor", "administrator", "viewer"),
    "central": ("inspector", "responsible", "officer", "viewer"),
    "central_b": ("officer",),
    "school": ("inspector", "responsible", "officer", "viewer"),
    "school_2": ("officer", "responsible"),
    "school_b": ("inspector", "responsible", "officer"),
    "school_b2": ("officer",),
    "direct": ("inspector", "responsible", "officer"),
}
shades = count()


def picture(size: tuple[int, int] = (64, 48)) -> io.BytesIO:
    """A small photo unlike any other: its number in black and white, so that no picture made from
    it loses what sets it apart."""
    shade = next(shades)
    file = io.BytesIO()
    image = Image.new("RGB", size, (90, 120, 150))
    width, height = size[0] // 8, size[1] // 2
    for bit in range(16):
        left, top = bit % 8 * width, bit // 8 * height
        if shade >> bit & 1:
            image.paste((255, 255, 255), (left, top, left + width, top + height))
    image.save(file, "JPEG", comment=str(shade))
    file.seek(0)
    file.name = "photo.jpg"
    return file


class Cast:
    """`cast.officer` is the school's officer; `cast.officer_of["central"]` the central school's.
    Another cast beside it has its own `letters` in its codes, and its own `area` in all names."""

    letters, area = "JZ", ""

    def __init__(self) -> None:
        self.units = self._units()
        self.people = {
            f"{role}@{place}": self.person(f"{role}@{place}", role, self.units[place])
            for place, roles in ROLES_AT.items()
            for role in roles
        }
        self.stranger = self.user("stranger", f"{self.area}无角色者")

    def _units(self) -> dict[str, Unit]:
        kind = Unit.Kind
        bureau = self.founded("000", "区教育局", kind.BUREAU)
        central = self.founded("001", "第一中心学校", kind.CENTRAL_SCHOOL, bureau)
        central_b = self.founded("002", "第二中心学校", kind.CENTRAL_SCHOOL, bureau)
        return {
            "bureau": bureau,
            "central": central,
            "central_b": central_b,
            "school": self.founded("012", "示范小学", kind.SCHOOL, central),
            "school_2": self.founded("013", "第二小学", kind.SCHOOL, central),
            "school_b": self.founded("014", "育才小学", kind.SCHOOL, central_b),
            "school_b2": self.founded("015", "中心幼儿园", kind.KINDERGARTEN, central_b),
            "direct": self.founded("031", "区第二中学", kind.DIRECT_UNIT, bureau),
        }

    def founded(self, number: str, name: str, kind: str, above: Unit | None = None) -> Unit:
        return found_unit(f"{self.letters}{number}", f"{self.area}{name}", kind, above)

    def user(self, username: str, name: str) -> User:
        account = username if self.letters == Cast.letters else f"{self.letters}.{username}"
        return User.objects.create_user(account, password=PASSWORD, name=name)

    def person(self, username: str, role: str, unit: Unit) -> User:
        name = f"{unit.name}{Role(role).value}"
        user = self.user(username, name)
        Membership.objects.create(user=user, unit=unit, role=role)
        return user

    def __getitem__(self, key: str) -> User:
        """`cast["officer@central"]`"""
        return self.people[key]

    inspector = property(lambda self: self["inspector@school"])
    responsible = property(lambda self: self["responsible@school"])
    officer = property(lambda self: self["officer@school"])
    viewer = property(lambda self: self["viewer@school"])
    auditor = property(lambda self: self["auditor@bureau"])
    school = property(lambda self: self.units["school"])

    @property
    def everyone(self) -> list[User]:
        return [*self.people.values(), self.stranger]

    @cached_property
    def fire(self) -> Category:
        return Category.objects.get(code="fire")

    @cached_property
    def clause(self) -> Clause:
        return Clause.objects.current().get(code="fire-08")

    @property
    def due_on(self) -> date:
        return timezone.localdate() + timedelta(days=10)

    def photo(self, by: User) -> uuid.UUID:
        photo, _ = services.upload_photo(by=by, file=picture())
        return photo.pk

    def reported(self, by: User | None = None, unit: Unit | None = None, **given) -> Hazard:
        by = by or self.inspector
        told = {
            "unit": unit or self.school,
            "category": self.fire,
            "place": "教学楼二层东侧",
            "description": "安全出口被课桌堵住，门上挂锁",
            "photos": [self.photo(by)],
        }
        hazard, _ = services.report(by=by, **{**told, **given})
        return hazard

    def assigned(self, hazard: Hazard | None = None, by: User | None = None, **given) -> Hazard:
        told = {"responsible": self.responsible, "due_on": self.due_on, "measures": "清走课桌"}
        if hazard and hazard.severity == "major":
            told |= {"funds": 20000, "contingency": "由一号楼梯疏散"}
        hazard = hazard or self.reported()
        return services.assign(hazard, by=by or self.officer, **{**told, **given})

    def rectified(self, hazard: Hazard | None = None, by: User | None = None, **given) -> Hazard:
        by = by or self.responsible
        told = {"measures_taken": "课桌搬走，门锁已拆", "photos": [self.photo(by)]}
        return services.rectify(hazard or self.assigned(), by=by, **{**told, **given})

    def closed(self, hazard: Hazard | None = None, by: User | None = None, **given) -> Hazard:
        return services.close(hazard or self.rectified(), by=by or self.officer, **given)

    def dismissed(self, hazard: Hazard | None = None, by: User | None = None) -> Hazard:
        told = {"outcome": "not_a_hazard", "reason": "已补记，不算隐患"}
        return services.dismiss(hazard or self.reported(), by=by or self.officer, **told)

    def major(self, by: User | None = None, **given) -> Hazard:
        return self.reported(by, severity="major", clause=self.clause, **given)

    def in_state(self, state: str, **given) -> Hazard:
        """A general hazard of the school in any of the five states."""
        return getattr(self, state)(**given)
