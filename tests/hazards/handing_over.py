"""What the tests of transfers share: the school's hazard, offered to school_b and taken over."""

from hazards import services
from hazards.models import Hazard


def offered(cast, hazard=None, by=None, to="school_b", **given):
    told = {"unit": cast.units[to], "reason": "食堂归对方管理", **given}
    return services.offer_transfer(hazard or cast.assigned(), by=by or cast.officer, **told)


def accepted(cast, transfer, by=None, **given):
    told = {"responsible": cast["responsible@school_b"], **given}
    return services.accept_transfer(transfer, by=by or cast["officer@school_b"], **told)


def now(hazard):
    return Hazard.objects.get(pk=hazard.pk)
