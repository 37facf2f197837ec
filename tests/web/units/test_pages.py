"""单位管理: whoever looks after a part of the tree finds it there, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from hazards.models import Hazard
from organizations.models import Membership, Role, Unit, User
from organizations.services import found_unit
from tests.hazards.handing_over import offered
from tests.web.reading import english_on, links_of, words_on

TODAY = timezone.localdate
PLACE_ACTS = ("move", "merge", "split", "close")


@pytest.fixture
def admin(cast):
    return cast["administrator@bureau"]


@pytest.fixture
def of_central(cast):
    return cast.person("administrator@central", Role.ADMINISTRATOR, cast.units["central"])


def page_of(unit: Unit, act: str = "") -> str:
    return f"/units/{unit.pk}/{f'{act}/' if act else ''}"


def asked(act: str, cast) -> dict[str, object]:
    """What each act is told, so that it can be done to the school."""
    new = {"code": "JZ077", "name": "新校", "kind": "school"}
    return {
        "rename": {"name": "红星小学"},
        "move": {"under": cast.units["central_b"].pk},
        "merge": {"into": "第二小学"},
        "split": new,
        "close": {},
        "found": new,
    }[act] | {"on": TODAY().isoformat()}


def test_the_list_holds_the_part_looked_after_and_finds_a_unit_by_what_it_was_called(
    look, send, cast, of_central
):
    page = look(of_central, "/units/")
    assert [row.unit.code for row in page.context["rows"]] == ["JZ001", "JZ012", "JZ013"]
    assert [row.people for row in page.context["rows"]] == [5, 4, 2]
    sent = asked("rename", cast) | {"confirmed": "yes"}
    send(of_central, page_of(cast.school, "rename"), sent)
    for typed, codes in {"示范": ["JZ012"], "hxxx": ["JZ012"], "育才": []}.items():
        rows = look(of_central, "/units/", data={"unit_search": typed}).context["rows"]
        assert [row.unit.code for row in rows] == codes


def test_closed_units_stand_there_when_they_are_asked_for(look, send, cast, admin):
    send(admin, page_of(cast.school, "merge"), asked("merge", cast) | {"confirmed": "yes"})
    assert "JZ012" not in words_on(look(admin, "/units/"))
    page = look(admin, "/units/", data={"closed": "yes"})
    assert "已并入第二小学" in words_on(page)
    assert "已并入第二小学" in words_on(look(admin, "/units/", data={"unit_search": "示范"}))


def test_a_unit_says_what_hangs_on_it_and_each_number_leads_to_its_rows(look, cast, admin):
    cast.assigned(), cast.closed()
    page = look(admin, page_of(cast.school))
    hanging = {str(one.label): (one.n, one.url) for one in page.context["of"].hanging}
    n, url = hanging["未销号的隐患"]
    assert n == 1
    assert [row.hazard.state for row in look(admin, url).context["rows"]] == ["assigned"]
    words = words_on(page)
    for said in ("JZ012", "第一中心学校", "示范小学officer", "安全负责人", "2000年1月1日起"):
        assert said in words, said


@pytest.mark.parametrize("act", ["rename", "move", "merge", "split", "close", "found"])
def test_each_act_is_said_before_it_is_done(look, send, cast, admin, act):
    cast.assigned()
    unit = cast.units["central"] if act == "found" else cast.school
    told = asked(act, cast)
    before = list(Unit.objects.order_by("pk").values()), Hazard.objects.get().unit_id
    assert look(admin, page_of(unit, act)).status_code == 200
    page = send(admin, page_of(unit, act), told)
    assert page.status_code == 200 and page.context["leads_to"]
    assert english_on(page) == []
    assert (list(Unit.objects.order_by("pk").values()), Hazard.objects.get().unit_id) == before
    again = send(admin, page_of(unit, act), told | {"back": "yes"})
    assert again.context["form"].is_bound and not Event.objects.filter(kind="unit_changed").exists()
    page = send(admin, page_of(unit, act), told | {"confirmed": "yes"}, follow=True)
    assert page.status_code == 200 and english_on(page) == []
    assert Event.objects.filter(kind="unit_changed", by=admin).exists()


def test_what_the_confirmation_says_has_happened(send, look, cast, admin):
    hazard = cast.assigned()
    page = send(admin, page_of(cast.school, "merge"), asked("merge", cast))
    words = words_on(page)
    assert "未销号的隐患1项" in words and "4项角色" in words
    send(admin, page_of(cast.school, "merge"), asked("merge", cast) | {"confirmed": "yes"})
    assert Hazard.objects.get(pk=hazard.pk).unit == cast.units["school_2"]


def test_a_split_takes_what_was_ticked(send, cast, admin):
    goes, stays = cast.reported(), cast.reported()
    role = Membership.objects.get(user=cast.inspector)
    told = asked("split", cast) | {"roles": [role.pk], "hazards": [str(goes.pk)]}
    send(admin, page_of(cast.school, "split"), told | {"confirmed": "yes"})
    founded = Unit.objects.get(code="JZ077")
    assert Hazard.objects.get(pk=goes.pk).unit == founded
    assert Hazard.objects.get(pk=stays.pk).unit == cast.school
    assert list(Membership.objects.held().filter(unit=founded).values_list("user", flat=True)) == [
        cast.inspector.pk
    ]


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        ("rename", {"name": ""}),
        ("rename", {"name": "示范小学"}),
        ("rename", {"on": "2999-01-01"}),
        ("merge", {"into": "没有这个单位"}),
        ("merge", {"into": ""}),
        ("move", {"under": ""}),
        ("split", {"code": "JZ013"}),
        ("split", {"hazards": ["7"]}),
        ("close", {"on": ""}),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_happens(send, cast, admin, act, wrong):
    page = send(admin, page_of(cast.school, act), asked(act, cast) | wrong | {"confirmed": "yes"})
    (field,) = wrong
    assert page.status_code == 400 and page.context["form"].errors.get(field)
    assert Unit.objects.get(pk=cast.school.pk).name == "示范小学"


def test_an_act_on_a_unit_that_has_closed_comes_too_late(send, cast, admin):
    told = asked("close", cast) | {"confirmed": "yes"}
    send(admin, page_of(cast.school, "close"), told)
    page = send(admin, page_of(cast.school, "close"), told)
    assert page.status_code == 409 and "这一步现在办不了" in words_on(page)


def test_a_stranger_logs_in_and_who_looks_after_nothing_is_refused(client, look, send, cast):
    addresses = ["/units/", page_of(cast.school), page_of(cast.school, "rename")]
    for address in addresses:
        assert client.get(address).status_code == 302
        assert look(cast.officer, address).status_code == 403
        assert look(cast.auditor, address).status_code == 403
        client.logout()


def test_another_part_of_the_tree_is_not_there(look, send, cast, of_central):
    there = cast.units["school_b"]
    for act in ("", "rename", "merge"):
        assert look(of_central, page_of(there, act)).status_code == 404
    assert send(of_central, page_of(there, "rename"), asked("rename", cast)).status_code == 404
    assert look(of_central, page_of(cast.school, "burn")).status_code == 404


def test_a_unit_is_not_moved_or_merged_out_of_the_part_looked_after(send, cast, of_central):
    for act, told in (
        ("merge", {"into": "育才小学"}),
        ("move", {"under": cast.units["bureau"].pk}),
    ):
        sent = asked(act, cast) | told | {"confirmed": "yes"}
        assert send(of_central, page_of(cast.school, act), sent).status_code == 400


@pytest.mark.parametrize("act", PLACE_ACTS)
def test_the_place_of_ones_own_unit_is_for_the_level_above(look, cast, of_central, act):
    assert look(of_central, page_of(cast.units["central"], act)).status_code == 403
    assert look(of_central, page_of(cast.school, act)).status_code == 200


def test_a_unit_is_founded_below_ones_own(send, cast, of_central):
    told = asked("found", cast) | {"confirmed": "yes"}
    send(of_central, page_of(cast.units["central"], "found"), told)
    assert Unit.objects.get(code="JZ077").parent == cast.units["central"]


def test_nobody_of_a_closed_unit_is_offered(look, send, cast, admin):
    hazard = cast.reported()
    send(admin, page_of(cast.units["school_2"], "close"), {"on": TODAY(), "confirmed": "yes"})
    page = look(cast.officer, reverse("web:hazard", args=[hazard.pk])).content.decode()
    assert "第二小学responsible" not in page and "示范小学responsible" in page


@pytest.mark.parametrize("act", ["pass-on", "lapse"])
def test_neither_door_does_to_one_hazard_what_is_done_to_a_unit(
    client, look, send, cast, admin, act
):
    hazard = cast.assigned()
    offered(cast, hazard)
    told = {"unit": cast.units["school_2"].pk, "reason": "并入"}
    for address in (f"/hazards/{hazard.pk}/beside/{act}/", f"/hazards/{hazard.pk}/{act}/"):
        assert send(admin, address, told).status_code == 404
    for about in (f"hazards/{hazard.pk}", f"transfers/{hazard.transfers.get().pk}"):
        answer = client.post(f"/api/v1/{about}/{act}/", told, content_type="application/json")
        assert answer.status_code == 404
    page = look(admin, f"/hazards/{hazard.pk}/").content.decode()
    assert f"/{act}/" not in page


def test_whoever_looks_after_a_part_finds_the_way_there(look, cast, of_central):
    for page in ("/me/", "/"):
        assert ("/units/", "单位管理") in links_of(look(of_central, page).content.decode())
        assert "/units/" not in dict(links_of(look(cast.officer, page).content.decode()))


@pytest.mark.parametrize("address", ["/units/", "ONE"])
def test_the_pages_cost_the_same_however_much_there_is(client, cast, admin, address):
    client.force_login(admin)
    address = page_of(cast.units["central"]) if address == "ONE" else address

    def statements():
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    few = statements()
    for n in range(30):
        unit = found_unit(f"X{n}", f"第{n}小学", Unit.Kind.SCHOOL, cast.units["central"])
        person = User.objects.create_user(f"p{n}", name=f"人{n}")
        for place in (unit, cast.units["central"]):
            Membership.objects.create(user=person, unit=place, role=Role.VIEWER)
    assert statements() <= few


def test_the_pages_are_wholly_in_chinese(look, cast, admin, of_central):
    for address in ("/units/", "/units/?unit_search=zzz", page_of(cast.school)):
        assert english_on(look(admin, address)) == []
    for act in (*PLACE_ACTS, "rename"):
        assert english_on(look(admin, page_of(cast.school, act))) == []
