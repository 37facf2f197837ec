"""Who tipped in the demo stands on no page, in no call or export, and not in the database."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from activities.models import Activity
from changes.models import NumberedChange
from hazards.models import Hazard, Photo
from inspections.models import Outing, Round
from notifications.models import Notification
from organizations.models import Unit, User
from papers.issued import IssuedPaper
from rechecks.models import Sample
from returns.models import Campaign, Return
from tests.borders import doors
from tests.borders.reading import words_in
from tests.borders.test_who_tipped import ITS_OWN
from tests.tips.test_tipsters import every_text_in_the_database
from tips.identity import tipsters
from tips.models import FollowUp, Tip, TipPhoto

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("album")]
READERS = ("inspector.bureau", "auditor", "administrator", "officer")
HANDLER = "inspector.bureau"
TOLD = "门口堆着装修剩的木板"
TIPS_ARE_ALL, OF_OTHERS = 200, 2


class Keys:
    """What the doors ask for of a planted district, taken from the demo: every tip, and a few of
    everything else."""

    def __init__(self) -> None:
        self.ids: dict[str, list[Any]] = defaultdict(list)
        for kind, model in KINDS.items():
            most = TIPS_ARE_ALL if model is Tip else OF_OTHERS
            self.ids[kind] = list(model._default_manager.values_list("pk", flat=True)[:most])
        self.here, self.there = Unit.objects.filter(kind="school").order_by("path")[:2]
        self.yesterday = timezone.localdate() - timedelta(days=1)
        self.codes = ["hazards_found", "media_reports"]

    def places(self, pages: int) -> list[str]:
        some = NumberedChange.objects.order_by("position")[:pages]
        return [f"{one.position}-{one.mark}" for one in some] or [""] * pages


KINDS: dict[str, Any] = {
    "hazards": Hazard,
    "tips": Tip,
    "tip follow-ups": FollowUp,
    "rounds": Round,
    "outings": Outing,
    "activities": Activity,
    "returns": Return,
    "campaigns": Campaign,
    "samples": Sample,
    "photos": Photo,
    "photos of letters": TipPhoto,
    "papers": IssuedPaper,
    "people": User,
    "units": Unit,
    "notifications": Notification,
}


@pytest.fixture
def numbers() -> list[str]:
    """As a handler reads them one by one."""
    handler = User.objects.get(username=HANDLER)
    told = [tipsters.look(tip, by=handler) for tip in Tip.objects.filter(left_identity=True)]
    return [one.phone for one in told if one.phone]


def addresses(keys: Any):
    for route in doors.routes():
        if ITS_OWN not in f"/{route}" and "logout" not in route:
            for address in doors.filled(route, keys):
                yield from (f"{address}{query}" for query in doors.asked(route, keys))
    yield from (f"/{route}" for route in doors.tables() if "<" not in route)


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", READERS)
def test_no_page_call_export_or_paper_of_the_demo_says_who_tipped(numbers, name):
    (client := Client()).force_login(User.objects.get(username=name))
    asked, leaking = 0, []
    for address in addresses(Keys()):
        said, asked = words_in(client.get(address)), asked + 1
        leaking += [address for number in numbers if number in said]
    assert asked > 300 and leaking == []


def test_the_one_answer_says_it_to_a_handler(numbers):
    """So that the search is not one for words that stand nowhere."""
    (client := Client()).force_login(User.objects.get(username=HANDLER))
    tips = Tip.objects.filter(left_identity=True, identity_deleted_on=None)
    said = [words_in(client.get(f"/api/v1/tips/{tip.pk}/tipster/")) for tip in tips]
    assert numbers and all(any(number in one for one in said) for number in numbers)


@pytest.mark.exhaustive
def test_it_stands_in_no_column_of_the_demo_and_in_no_file(numbers, album):
    everything = every_text_in_the_database()
    assert TOLD in everything
    assert [number for number in numbers if number in everything] == []
    files = [file for file in album.rglob("*") if file.is_file()]
    said = b"".join(file.read_bytes() for file in files)
    assert len(files) > 100 and not any(number.encode() in said for number in numbers)


@pytest.mark.exhaustive
@pytest.mark.only_on("sqlite")
def test_it_stands_in_no_byte_of_the_database_of_the_demo(numbers):
    """As SQLite would write it to its file, with pages that are free again."""
    kept = connection.connection.serialize()
    assert TOLD.encode() in kept
    assert [number for number in numbers if number.encode() in kept] == []
