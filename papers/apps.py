"""Makes the room known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import kinds


class PapersConfig(AppConfig):
    name = "papers"
    verbose_name = _("Papers")

    def ready(self) -> None:
        kinds.register("packet", "papers.returns.district.district_packet")
        kinds.register("ledger", "papers.ledger.exports.write")
