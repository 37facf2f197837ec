"""Nobody reads past their reach: how a door asks for records, and what a right rests on."""

import re

import pytest

from tests.test_architecture import DOORS, MAY_IMPORT, named, sources


@pytest.mark.parametrize(
    "model",
    [
        *("Hazard", "Photo", "Return", "Campaign", "Import", "Sample", "SampledHazard"),
        *("IssuedPaper", "Event", "Activity", "Workbook", "Tip", "FollowUp", "TipPhoto"),
    ],
)
def test_a_door_reads_only_through_visible_to(model):
    """Whatever a door says after `Hazard.objects` must begin with `visible_to`."""
    for file in sources(*DOORS):
        text = file.read_text()
        for rest in re.split(rf"\b{model}\.objects", text)[1:]:
            assert rest.startswith(".visible_to("), f"{named(file)}: {model}.objects{rest[:40]}"


def test_a_right_rests_on_a_role_held_today():
    """Whatever is said after `Membership.objects` begins with `held`, but where roles are given."""
    giving = ("organizations/", "accounts/", "district/", "installation/", "demo/")
    for file in sources(*MAY_IMPORT):
        if named(file).startswith(giving):
            continue
        for rest in re.split(r"\bMembership\.objects", file.read_text())[1:]:
            assert rest.startswith(".held("), f"{named(file)}: Membership.objects{rest[:40]}"
