"""A second tree stands beside the cast's, full of records of its own, and every answer of every
door is searched for anything of it: nothing comes through, whatever somebody is on this side."""

import pytest

from audit.models import Event
from organizations.models import Membership, Role, Unit, User
from tests.borders import doors
from tests.borders.planted import Planted
from tests.borders.test_planted_links import every_address, leaks
from tests.returns.campaigning import campaign_of
from tests.trees import Neighbours

HIGH = ("auditor@bureau", "administrator@bureau")
OTHERS = ("inspector@bureau", "viewer@bureau", "officer@central", "officer@school", "stranger")


class PlantedBeside(Planted):
    """What of `Planted` lies across a border within one tree is all out of sight from another."""

    def kept_from(self, name: str) -> list[str]:
        """Words, keys and numbers; names, codes and accounts of all units and people."""
        codes = [unit.code for unit in self.cast.units.values()]
        return [*self.secrets, *codes, self.cast.area, f"{self.cast.letters}."]


@pytest.fixture
def planted(cast) -> Planted:
    """The cast has records of its own, so that pages are not empty."""
    cast.closed()
    cast.reported()
    beside = PlantedBeside(Neighbours())
    beside.mine = cast
    return beside


def log_in(client, planted: Planted, name: str) -> None:
    mine = planted.mine
    client.force_login(mine.stranger if name == "stranger" else mine[name])


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", (*HIGH, *OTHERS))
def test_no_answer_says_anything_of_the_tree_beside(planted, client, name):
    log_in(client, planted, name)
    # The log comes first: later it says what this very person has asked for in vain.
    addresses = sorted(every_address(planted), key=lambda one: "/audit/" not in one)
    assert leaks(client, planted, name, addresses) == {}


@pytest.mark.parametrize("name", HIGH)
def test_the_pages_everybody_opens_say_nothing_of_the_tree_beside(planted, client, name):
    log_in(client, planted, name)
    plain = [route for route in doors.routes() if "<" not in route]
    addresses = [f"/{route}{query}" for route in plain for query in doors.asked(route, planted)]
    assert leaks(client, planted, name, addresses) == {}


def test_the_tables_of_an_administrator_of_one_of_two_trees_are_those_all_share(planted, client):
    log_in(client, planted, "administrator@bureau")
    plain = [route for route in doors.tables() if "<" not in route and "^" not in route]
    opened = set()
    for route in plain:
        answer = client.get(f"/{route}")
        if answer.status_code == 200:
            opened.add(route.removeprefix("admin/").rpartition("/")[0].replace("/add", ""))
    shared = {"hazards/category", "hazards/clause", "reports/formtemplate", "papers/letterhead"}
    assert opened - {"", "password_change", "password_change/done", "jsi18n"} == shared
    assert leaks(client, planted, "", [f"/{route}" for route in plain]) == {}


def test_nobody_is_told_who_wrote_in_a_table_all_share(planted, client):
    log_in(client, planted, "administrator@bureau")
    assert client.get("/admin/hazards/category/1/history/").status_code == 403


def test_the_log_of_one_tree_holds_nothing_of_the_other(planted):
    mine = planted.mine
    theirs = {unit.pk for unit in planted.cast.units.values()}
    for name in HIGH:
        seen = Event.objects.visible_to(mine[name])
        assert not seen.filter(unit__in=theirs).exists()
        assert not seen.filter(unit=None).exists()
    installer = User.objects.create_superuser("installer", password="x", name="安装者")
    assert Event.objects.visible_to(installer).count() == Event.objects.count()


def test_what_is_typed_at_a_log_in_belongs_to_no_tree(planted, client):
    """Whoever guesses at an account of one tree is not told to the other's administrators."""
    account = planted.cast.officer.username
    for _ in range(3):
        client.post("/login/", {"username": account, "password": "wrong"})
    log_in(client, planted, "administrator@bureau")
    assert client.get("/failed-logins/").status_code == 404
    assert account not in client.get("/").content.decode()


def test_a_unit_of_another_tree_is_offered_nothing_and_takes_nothing_over(planted, client):
    mine = planted.mine
    hazard, there = mine.reported(), planted.cast.units["school"]
    log_in(client, planted, "officer@school")
    told = {"unit": there.pk, "reason": "归对方管理"}
    address = f"/api/v1/hazards/{hazard.pk}/transfers/"
    known = client.post(address, told, content_type="application/json")
    unknown = client.post(address, {**told, "unit": 987654}, content_type="application/json")
    assert known.status_code == unknown.status_code == 400
    assert known.json()["errors"][0]["code"] == unknown.json()["errors"][0]["code"]


def test_campaigns_of_a_tree_are_numbered_without_those_of_another(planted):
    mine, theirs = planted.mine, planted.cast
    from_here = campaigns_opened(mine, 2)
    assert [number[-2:] for number in from_here] == ["01", "02"]
    assert all(theirs.letters not in number for number in from_here)


def campaigns_opened(cast, n: int) -> list[str]:
    return [campaign_of(cast.auditor, cast.units["bureau"]).number for _ in range(n)]


def test_an_administrator_gives_no_role_in_another_tree(planted, client):
    log_in(client, planted, "administrator@bureau")
    mine, theirs = planted.mine, planted.cast
    for person, unit in ((mine.viewer, theirs.school), (theirs.viewer, mine.school)):
        told = {"person": person.pk, "unit": unit.pk, "role": Role.OFFICER}
        answer = client.post("/api/v1/memberships/", told, content_type="application/json")
        assert answer.status_code == 400
    assert Membership.objects.filter(user=theirs.viewer).count() == 1
    assert Unit.objects.roots().count() == 2
