"""One answer to "who sees what": list, detail, photo, history and figures agree."""

import pytest

from hazards import services
from hazards.models import Photo
from tests.api.conftest import Caller


def everywhere(cast):
    """A hazard of each place, so that every reach has an inside and an outside."""
    return [
        cast.reported(),
        cast.reported(cast["inspector@central"], cast.units["school_2"]),
        cast.reported(cast["inspector@school_b"], cast.units["school_b"]),
        cast.reported(cast["inspector@bureau"], cast.units["school_b2"]),
        cast.reported(cast["inspector@direct"], cast.units["direct"]),
        cast.reported(cast["inspector@central"], cast.units["central"]),
        cast.rectified(),
    ]


def reached(caller: Caller, hazards, path: str) -> set[str]:
    return {str(h.pk) for h in hazards if caller.get(path.format(h.pk)).status_code == 200}


def shown(caller: Caller, hazards) -> set[str]:
    photos = Photo.objects.filter(hazard__in=hazards)
    answers = {p: caller.get(f"photos/{p.pk}/thumb/").status_code for p in photos}
    seen = {str(photo.hazard_id) for photo, status in answers.items() if status == 200}
    assert not seen & {str(p.hazard_id) for p, status in answers.items() if status != 200}
    return seen


@pytest.mark.on_both
@pytest.mark.exhaustive
def test_list_detail_photo_history_and_figures_show_everyone_the_same_hazards(cast, caller):
    hazards, sizes = everywhere(cast), {}
    for name, user in {**cast.people, "stranger": cast.stranger}.items():
        somebody = caller(user)
        listed = set(somebody.ids())
        sizes[name] = len(listed)
        assert reached(somebody, hazards, "hazards/{}/") == listed, name
        assert reached(somebody, hazards, "hazards/{}/history/") == listed, name
        assert shown(somebody, hazards) == listed, name
        assert somebody.get("statistics/").json()["found"] == len(listed), name
    assert sizes["auditor@bureau"] == 7 and sizes["officer@central"] == 4
    assert sizes["viewer@school"] == 2 and sizes["officer@direct"] == 1
    assert sizes["stranger"] == 0 and sizes["inspector@central"] == 4


def test_who_reported_or_must_fix_a_hazard_sees_it_without_a_role(cast, caller):
    hazard = cast.assigned()
    for user in (cast.inspector, cast.responsible):
        user.memberships.all().delete()
        assert caller(user).ids() == [str(hazard.pk)]
        assert caller(user).get(f"hazards/{hazard.pk}/").status_code == 200


def test_what_a_duplicate_doubles_is_named_to_those_who_see_it(cast, caller):
    """A hazard out of reach does not exist for a person, nor does its number."""
    here, there = cast.reported(), cast.reported(cast["inspector@school_b"], cast.units["school_b"])
    told = {"outcome": "duplicate", "reason": "同一处", "duplicate_of": there}
    services.dismiss(here, by=cast.auditor, **told)
    path = f"hazards/{here.pk}/history/"
    assert there.number not in caller(cast.inspector).get(path).content.decode()
    assert there.number in caller(cast.auditor).get(path).content.decode()
    told = {
        who: caller(cast[who]).get(f"hazards/{here.pk}/").json()["duplicate_of"]
        for who in ("inspector@school", "auditor@bureau")
    }
    assert told == {"inspector@school": None, "auditor@bureau": str(there.pk)}


def test_somebody_who_left_the_service_sees_nothing(cast, caller):
    officer = caller(cast.officer)
    cast.officer.is_active = False
    cast.officer.save()
    assert officer.get("hazards/").status_code == 401


@pytest.mark.parametrize("name", ["officer@school", "officer@central", "auditor@bureau"])
def test_officers_and_auditors_see_what_the_camera_said(cast, caller, name):
    hazard = cast.reported()
    (photo,) = caller(cast[name]).get(f"hazards/{hazard.pk}/").json()["photos"]
    assert {"taken_at", "latitude", "longitude", "camera"} <= set(photo)


@pytest.mark.parametrize("name", ["inspector@school", "viewer@bureau", "administrator@bureau"])
def test_nobody_else_sees_what_the_camera_said(cast, caller, name):
    hazard = cast.reported()
    (photo,) = caller(cast[name]).get(f"hazards/{hazard.pk}/").json()["photos"]
    assert set(photo) == {
        "id",
        "sha256",
        "same_as",
        "width",
        "height",
        "display",
        "thumb",
        "stage",
        "attempt",
    }
