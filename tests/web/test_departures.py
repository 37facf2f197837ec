"""Somebody leaves, or gives up a role, who was to fix hazards: nothing is left lying (C-023)."""

import re

import pytest
from django.urls import reverse

from hazards import services
from hazards.models import Hazard
from notifications.models import Notification
from organizations.models import Membership, Role, User
from tests.web.test_admin import address

KIND = "responsible_gone"


@pytest.fixture
def hazard(cast):
    found = cast.assigned()
    Notification.objects.all().delete()
    return found


@pytest.fixture
def desk(client, cast):
    client.force_login(cast["administrator@bureau"])
    return client


def form_of(person: User, **more) -> dict:
    """The person's form as it is shown, with their roles as they are."""
    held = list(person.memberships.all())
    rows = {"memberships-TOTAL_FORMS": len(held), "memberships-INITIAL_FORMS": len(held)}
    for n, one in enumerate(held):
        told = {"id": one.pk, "user": person.pk, "unit": one.unit_id, "role": one.role}
        rows |= {f"memberships-{n}-{name}": value for name, value in told.items()}
    active = {} if more.pop("leaves", False) else {"is_active": "on"}
    return {"username": person.username, "name": person.name, **active, **rows, **more}


def kinds_of(person: User) -> list[str]:
    return list(Notification.objects.for_person(person).values_list("kind", flat=True))


def test_the_administrator_reads_how_many_hazards_hang_on_somebody(desk, cast, hazard):
    cast.assigned()
    page = desk.get(address(User, "change", cast.responsible.pk)).text
    assert "有2件隐患等此人整改" in page
    page = desk.get(address(User, "change", cast.viewer.pk)).text
    assert "等此人整改" not in page and "hands_over" not in page


def test_nobody_leaves_before_that_is_confirmed(desk, cast, hazard):
    leaving = form_of(cast.responsible, leaves=True)
    answer = desk.post(address(User, "change", cast.responsible.pk), leaving)
    assert answer.status_code == 200 and "有1件隐患等此人整改" in answer.text
    assert "请先勾选" in answer.text
    assert User.objects.get(pk=cast.responsible.pk).is_active
    assert kinds_of(cast.officer) == []


def test_who_leaves_leaves_it_to_the_units_officer_who_hears_of_it_once(desk, cast, hazard):
    second = cast.assigned()
    Notification.objects.all().delete()
    leaving = form_of(cast.responsible, leaves=True, hands_over="on")
    assert desk.post(address(User, "change", cast.responsible.pk), leaving).status_code == 302
    (letter,) = Notification.objects.for_person(cast.officer)
    assert letter.kind == "responsible_gone_n" and "2件" in letter.sentence
    assert letter.about in (hazard.pk, second.pk)
    assert not Notification.objects.exclude(pk=letter.pk).exists()
    waiting = Hazard.objects.visible_to(cast.officer).waiting_for(cast.officer)
    assert set(waiting) == {hazard, second}


@pytest.mark.parametrize("what", ["ends", "moves"])
def test_the_same_where_only_the_role_there_ends_or_moves(desk, cast, hazard, what):
    told = {
        "ends": {"memberships-0-DELETE": "on"},
        "moves": {"memberships-0-unit": cast.units["school_2"].pk},
    }[what]
    action = address(User, "change", cast.responsible.pk)
    refused = desk.post(action, form_of(cast.responsible, **told))
    assert refused.status_code == 200 and kinds_of(cast.officer) == []
    assert desk.post(action, form_of(cast.responsible, **told, hands_over="on")).status_code == 302
    assert kinds_of(cast.officer) == [KIND]
    assert hazard in Hazard.objects.waiting_for_repair_by(cast.officer)
    again = User.objects.get(pk=cast.responsible.pk)
    assert hazard not in Hazard.objects.waiting_for(again)
    assert "rectify" not in {move.name for move in hazard.moves_open_to(again)}


def test_a_change_that_leaves_them_able_asks_and_tells_nothing(desk, cast, hazard):
    action = address(User, "change", cast.responsible.pk)
    assert desk.post(action, form_of(cast.responsible, phone="123")).status_code == 302
    assert kinds_of(cast.officer) == []


def test_when_a_unit_is_closed_its_hazards_go_to_the_level_above(desk, cast, hazard):
    closing = {"name": cast.school.name, "kind": cast.school.kind, "closed_on": "2021-06-01"}
    tables = ("placements-TOTAL", "placements-INITIAL", "other_names-TOTAL", "other_names-INITIAL")
    rows = {f"{name}_FORMS": 0 for name in tables}
    action = reverse("admin:organizations_unit_change", args=[cast.school.pk])
    assert desk.post(action, closing | rows).status_code == 302
    assert kinds_of(cast["officer@central"]) == [KIND]
    assert kinds_of(cast.officer) == []


def words_on(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def leave(*people: User) -> None:
    for person in people:
        person.is_active = False
        person.save()


def test_the_page_and_the_list_say_who_has_it_and_why(client, cast, hazard):
    leave(cast.responsible)
    client.force_login(cast.officer)
    page = words_on(client.get(reverse("web:hazard", args=[hazard.pk])))
    assert "现在等谁 安全负责人 （您） 整改，或改派他人" in page
    assert f"{cast.responsible}已不能整改" in page
    assert "安全负责人" in words_on(client.get("/hazards/"))
    home = words_on(client.get("/"))
    assert "待我整改 1" in home and "去改派" in home


def test_where_the_unit_has_no_officer_either_the_page_says_that_the_level_above_has_it(
    client, cast, hazard
):
    leave(cast.responsible, cast.officer)
    client.force_login(cast["officer@central"])
    page = words_on(client.get(reverse("web:hazard", args=[hazard.pk])))
    assert "上级安全负责人 （您） 改派他人" in page
    assert "本单位暂无可办理的安全负责人，由上级处理" in page


def test_where_nobody_is_left_at_all_the_page_says_what_to_do(client, cast, hazard):
    leave(cast.responsible)
    Membership.objects.filter(role__in=[Role.OFFICER, Role.AUDITOR]).delete()
    client.force_login(cast.viewer)
    page = words_on(client.get(reverse("web:hazard", args=[hazard.pk])))
    assert "现在等谁 暂无可办理的人" in page and "需要系统管理员安排人员任职" in page
    assert "在等暂无" not in page


def test_the_officer_names_somebody_else_and_it_is_theirs(cast, hazard):
    leave(cast.responsible)
    colleague = cast.person("colleague", Role.RESPONSIBLE, cast.school)
    assert hazard in Hazard.objects.waiting_for(cast.officer)
    services.reassign(hazard, by=cast.officer, responsible=colleague, reason="原责任人调离")
    assert hazard not in Hazard.objects.waiting_for(cast.officer)
    assert hazard in Hazard.objects.waiting_for(colleague)
