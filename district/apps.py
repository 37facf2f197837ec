"""Makes the room known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jobs import kinds


class DistrictConfig(AppConfig):
    name = "district"
    verbose_name = _("Units and people from a workbook")

    def ready(self) -> None:
        kinds.register("district", "district.work.load")
