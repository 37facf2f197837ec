"""Takes the acts on the demo's returns one by one, each through its service, at its own moment."""

import uuid
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from demo.returns.campaigns import Drive
from demo.returns.filing import SEED, Act
from hazards.models import Photo
from returns import services
from returns.models import FormTemplate, Return
from returns.table import sheet


class Desk:
    """Remembers which return each plan has become."""

    def __init__(self) -> None:
        self.returns: dict[tuple[Drive, str], Return] = {}
        self.chance = Random(f"{SEED}/returns")

    def take(self, act: Act) -> None:
        if act.verb == "open_campaign":
            self._open(act)
            return
        acts: dict[str, Callable[[Act], Return]] = {
            "choose_photos": self._choose_photos,
            "adjust": self._adjust,
        }
        self.returns[act.drive, act.unit.code] = acts.get(act.verb, self._act)(act)

    def _of(self, act: Act) -> Return:
        return self.returns[act.drive, act.unit.code]

    def _open(self, act: Act) -> None:
        template = FormTemplate.objects.filter(code=act.drive.form, retired_on=None)[0]
        who: dict[str, Any] = {"by": act.by, "at": act.at, "unit": act.unit}
        campaign = services.open_campaign(**who, template=template, ids=self._ids(), **act.given)
        for one in campaign.returns.select_related("unit"):
            self.returns[act.drive, one.unit.code] = one

    def _ids(self) -> Iterator[uuid.UUID]:
        while True:
            yield uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def _act(self, act: Act) -> Return:
        return getattr(services, act.verb)(self._of(act), by=act.by, at=act.at, **act.given)

    def _choose_photos(self, act: Act) -> Return:
        """The first ones of the unit's hazards found in the campaign's window so far."""
        taken = Photo.objects.filter(
            hazard__unit=act.unit, hazard__found_on__range=act.drive.hazards
        )
        photos = taken.order_by("hazard__number", "pk").values_list("pk", flat=True)
        chosen = photos[: act.given["most"]]
        return services.choose_photos(self._of(act), by=act.by, at=act.at, photos=chosen)

    def _adjust(self, act: Act) -> Return:
        """So many more, or fewer, than counting and summing gives."""
        one, code = self._of(act), act.given["code"]
        value = max(0, sheet.live(one).computed[code] + act.given["by_how_much"])
        told = {"code": code, "value": value, "reason": act.given["reason"]}
        return services.adjust(one, by=act.by, at=act.at, **told)
