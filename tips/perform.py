"""What a tip brings to the path of every change (`records.perform`)."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from records.kinds import Kind, Performing
from tips import notifications
from tips.law import LAW
from tips.models import Tip, TipEntry, TipPhoto
from tips.needs import TipCase


class Tips(Kind):
    called = "record"
    notes = ("reason", "answer")
    stale = _("Somebody has changed this tip since you read it.")
    impossible = _("This cannot be done to a tip that is “%(state)s”.")
    forbidden = _("This is not yours to do for this tip.")

    def rows(self):
        rows = Tip.objects.select_for_update(of=("self",))
        return rows.select_related("unit", "verifier")

    def entry(self, record: Tip, **line: Any) -> TipEntry:
        return TipEntry.append(record, **line)

    def case(self, doing: Performing) -> TipCase:
        told = {"place": doing.record.place, "text": doing.record.text, "at": doing.at}
        return TipCase(doing.record, told | doing.values)

    def loose_photos(self, ids: Iterable[uuid.UUID], by: Any) -> list[TipPhoto]:
        """Pictures that came with the form and are no tip's yet; locked."""
        wanted = list(dict.fromkeys(ids))
        loose = TipPhoto.objects.select_for_update().filter(tip=None, pk__in=wanted)
        found = {photo.pk: photo for photo in loose.order_by("pk")}
        return [found[pk] for pk in wanted if pk in found]

    def place(self, doing: Performing) -> None:
        for position, photo in enumerate(doing.new):
            photo.tip, photo.position = doing.record, position

    def bind(self, doing: Performing) -> None:
        TipPhoto.objects.bulk_update(doing.new, ["tip", "position"])

    def follow(self, doing: Performing, entry: TipEntry) -> None:
        notifications.send(doing.record, entry)


TIPS = Tips(Tip, LAW)
