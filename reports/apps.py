"""Makes the room known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import kinds


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        kinds.register("packet", "reports.papers.district.district_packet")
        kinds.register("ledger", "reports.exports.write")
