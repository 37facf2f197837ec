"""What people do at their unit besides their role: the posts whose turn an inspection may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffPost(models.TextChoices):
    GATEKEEPER = "gatekeeper", _("Gatekeeper")
    CANTEEN_MANAGER = "canteen_manager", _("Canteen manager")
    FOOD_SAFETY_DIRECTOR = "food_safety_director", _("Food safety director")
    LABORATORY_KEEPER = "laboratory_keeper", _("Laboratory keeper")
    DORMITORY_HEAD = "dormitory_head", _("Dormitory head")
    BUS_ATTENDANT = "bus_attendant", _("Bus attendant")
    SAFETY_OFFICER = "safety_officer", _("Safety officer on duty")
    PRINCIPAL = "principal", _("Principal")
