"""Who found a hazard that another unit has taken over: it waits for them no more."""

import pytest

from hazards import services
from hazards.models import Hazard
from notifications.models import Notification
from tests.hazards.handing_over import accepted, now, offered
from workflow.errors import NotPermitted


def test_once_taken_over_its_repair_no_longer_waits_for_who_found_it(cast):
    hazard = accepted(cast, offered(cast)).hazard
    cast.rectified(now(hazard), by=cast["responsible@school_b"])
    for_review = Hazard.objects.waiting_for_review_by(cast.inspector)
    assert not for_review.exists()
    kinds = Notification.objects.for_person(cast.inspector).values_list("kind", flat=True)
    assert "rectify" not in kinds
    services.close(now(hazard), by=cast["officer@school_b"])
    assert "close" in kinds.all()


def test_an_officer_fixes_nothing_on_the_spot_that_they_reported_and_handed_over(cast):
    hazard = cast.reported(cast.officer)
    services.accept_transfer(offered(cast, hazard), by=cast["officer@school_b"])
    given = {"measures_taken": "换管", "photos": [cast.photo(cast.officer)]}
    with pytest.raises(NotPermitted):
        services.fix_on_spot(now(hazard), by=cast.officer, **given)
