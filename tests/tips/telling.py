"""Tips, and the people who handle them."""

from datetime import date
from typing import Any

from organizations.models import Membership, Role, Unit, User
from tests.cast import Cast, picture
from tips import services
from tips.identity.tipsters import Tipster
from tips.models import Tip

PHONE, NAME = "13912345678", "报信人赵某"
WHO = Tipster(PHONE, NAME)


class Telling:
    """`handler` is the bureau's auditor, named to handle tips as well."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.handler = named(cast.auditor, cast.units["bureau"])

    def told(self, unit: Unit | None = None, **given: Any) -> Tip:
        said = {"place": "南校门", "text": "门口防撞柱倒了一根，孩子从旁边挤着走"}
        return services.receive(unit=unit or self.cast.school, **{**said, **given}).tip

    def accepted(self, tip: Tip | None = None, **given: Any) -> Tip:
        return services.accept(tip or self.told(), by=self.handler, **{**self.worded(), **given})

    def worded(self) -> dict[str, Any]:
        return {
            "reason": "到现场看过，属实",
            "category": self.cast.fire,
            "place": "南校门",
            "description": "校门口防撞柱倒伏一根",
            "photos": [self.cast.photo(self.handler)],
        }

    def in_state(self, state: str) -> Tip:
        tip = self.told()
        more: dict[str, Any] = {}
        if state == "repeated":
            more = {"repeat_of": self.told(place="别处")}
        if state == "forwarded":
            more = {"forwarded_to": "区市场监管局"}
        verbs = {
            "repeated": services.repeat,
            "unfounded": services.unfounded,
            "forwarded": services.forward,
            "set_aside": services.set_aside,
        }
        if state == "received":
            return tip
        if state == "accepted":
            return self.accepted(tip)
        return verbs[state](tip, by=self.handler, reason="看过了", **more)

    def kept_photo(self, form_id: Any) -> Any:
        return services.keep_photo(picture(), form_id=form_id, whose="test")


def named(person: User, unit: Unit, starts_on: date | None = None) -> User:
    """Named to handle tips; read anew, so that nothing read before stays."""
    Membership.objects.create(user=person, unit=unit, role=Role.TIP_HANDLER, starts_on=starts_on)
    return User.objects.get(pk=person.pk)
