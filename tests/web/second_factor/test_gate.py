"""Half logged in is not logged in: whatever door there is, it answers as to a stranger."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from organizations.models import Membership, Role
from tests.accounts.second_factor.app import half_in, set_up
from tests.api.conftest import codes
from tests.borders import doors
from tests.cast import PASSWORD

CODE, SET_UP = "/second-factor/", "/second-factor/set-up/"
OPEN = {"second-factor/", "second-factor/set-up/", "logout/", "me/language/"}
A_FEW = 100  # bytes; the frame of somebody who is inside takes thousands
WORDS = {"int": "1", "uuid": str(uuid4()), "size": "display"}


def give(person, role: str, cast) -> None:
    Membership.objects.create(user=person, role=role, unit=cast.units["bureau"])


def addresses() -> list[str]:
    """Of every route there is, the tables of administrators among them."""
    kind = re.compile(r"<(?:(\w+):)?\w+>")
    routes = [
        one for one in [*doors.routes(), *doors.tables()] if one not in OPEN and "(" not in one
    ]
    assert len(routes) > 200
    return ["/" + kind.sub(lambda found: WORDS.get(found[1], "assign"), one) for one in routes]


def is_alike(mine, strangers) -> bool:
    """The same answer, but for what is another one each time: tokens, and where a refusal leads."""
    places = {one.get("Location", "").split("?")[0] for one in (mine, strangers)}
    sizes = [0 if one.streaming else len(one.content) for one in (mine, strangers)]
    is_same = mine.status_code == strangers.status_code and len(places) == 1
    return is_same and abs(sizes[0] - sizes[1]) < A_FEW


@pytest.fixture(params=["shows", "makes"])
def waiting(request, cast, settings):
    """A browser in which an auditor, who administers as well, has given the password: one who has a
    factor to show, and one who must make theirs. And where they are led."""
    settings.SECOND_FACTOR = frozenset({"auditor", "administrator"})
    give(cast.auditor, Role.ADMINISTRATOR, cast)
    if request.param == "shows":
        set_up(cast.auditor)
    return half_in(cast.auditor), CODE if request.param == "shows" else SET_UP


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_answers_as_to_a_stranger(waiting, method):
    half, place = waiting
    nobody = Client()
    for address in addresses():
        stranger, mine = getattr(nobody, method)(address), getattr(half, method)(address)
        if "/login/" in stranger.get("Location", "") and not address.startswith("/admin/login"):
            assert mine.status_code == 302 and mine.url.startswith(f"{place}?next="), address
        else:
            assert is_alike(mine, stranger), address


def test_a_call_says_what_is_missing(waiting):
    half, _place = waiting
    for address in ("/api/v1/me/", "/api/v1/hazards/", "/api/v1/ledger.csv", "/api/v1/tokens/"):
        answer = half.get(address)
        assert answer.status_code == 401 and codes(answer) == [("second_factor_required", None)]


def test_a_fragment_leads_the_whole_page_there(waiting):
    half, place = waiting
    answer = half.get("/hazards/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith(place)


def test_the_way_out_and_the_language_stay_open(waiting):
    half, place = waiting
    told = {"language": "en", "next": place}
    assert half.post("/me/language/", told).url == place
    assert half.get(place).status_code == 200
    assert half.post("/logout/").url == "/login/"
    assert "/login/" in half.get("/").url


def test_a_right_given_later_closes_the_open_sessions(cast, settings):
    settings.SECOND_FACTOR = frozenset({"auditor"})
    viewer = half_in(cast.viewer)
    assert viewer.get("/hazards/").status_code == 200
    give(cast.viewer, Role.AUDITOR, cast)
    assert viewer.get("/hazards/").url.startswith(SET_UP)


@pytest.mark.parametrize(
    ("required", "name", "is_led"),
    [
        ({"auditor"}, "auditor@bureau", True),
        ({"auditor"}, "administrator@bureau", False),
        ({"auditor", "administrator"}, "administrator@bureau", True),
        ({"auditor", "administrator"}, "officer@school", False),
        ({"all"}, "viewer@school", True),
        (set(), "auditor@bureau", False),
    ],
)
def test_the_setting_says_who_must(cast, settings, client, required, name, is_led):
    settings.SECOND_FACTOR = frozenset(required)
    client.post("/login/", {"username": name, "password": PASSWORD})
    answer = client.get("/hazards/")
    assert (answer.status_code == 302 and answer.url.startswith(SET_UP)) is is_led


def test_whoever_installed_the_service_counts_as_an_administrator(cast, settings, client):
    settings.SECOND_FACTOR = frozenset({"administrator"})
    cast.viewer.is_superuser = True
    cast.viewer.save()
    client.force_login(cast.viewer)
    assert client.get("/").url.startswith(SET_UP)


def test_a_session_nobody_has_marked_is_looked_at(cast):
    """As one of a machine of the version before."""
    set_up(cast.auditor)
    half = half_in(cast.auditor)
    session = half.session
    del session["second_factor"]
    session.save()
    assert half.get("/hazards/").url.startswith(CODE)
