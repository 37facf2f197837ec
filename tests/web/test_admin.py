"""管理: what administrators look after, and all they cannot do."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from hazards.models import Category, Clause, Hazard, HistoryEntry
from organizations.administration import Kept, Reference
from organizations.models import Membership, Unit, User
from papers.models import Letterhead
from tests.cast import PASSWORD


@pytest.fixture
def desk(client, cast):
    """The client of the bureau's administrator."""
    client.force_login(cast["administrator@bureau"])
    return client


def address(model, action, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


# --- Who gets in ---------------------------------------------------------------------------


def test_only_administrators_of_the_bureau_get_in(client, cast):
    Membership.objects.create(user=cast.viewer, unit=cast.school, role="administrator")
    cast.officer.is_staff = True
    cast.officer.save()
    for person in cast.everyone:
        client.force_login(person)
        status = client.get("/admin/", follow=True).status_code
        assert status == (200 if person == cast["administrator@bureau"] else 403), person


def test_a_stranger_comes_through_the_one_login(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/login/?next=/admin/"


def test_it_is_in_chinese(desk):
    html = desk.get("/admin/").content.decode()
    assert "隐患销号台账管理" in html and "单位" in html and "类别" in html


def test_it_leads_back_to_the_checklist(desk):
    assert '<a href="/setup/">开通清单</a>' in desk.get("/admin/").content.decode()


def test_only_our_own_tables_are_there():
    assert all(isinstance(table, Reference) for table in admin.site._registry.values())


@pytest.mark.parametrize("model", list(admin.site._registry))
def test_every_table_opens_and_nothing_in_it_can_be_deleted(desk, cast, model):
    cast.closed()
    page = desk.get(address(model, "changelist"))
    assert page.status_code == 200 and b"delete_selected" not in page.content
    row = model._default_manager.first()
    if row:
        assert desk.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


# --- The ledger is only read ---------------------------------------------------------------


@pytest.mark.parametrize(
    "model", [m for m, table in admin.site._registry.items() if isinstance(table, Kept)]
)
def test_a_table_of_the_ledger_is_only_read(desk, cast, model):
    cast.closed()
    row = model._default_manager.first()
    assert desk.get(address(model, "add")).status_code == 403
    if row:
        assert desk.get(address(model, "change", row.pk)).status_code == 200
        assert desk.post(address(model, "change", row.pk), {"state": "closed"}).status_code == 403


def test_the_state_can_be_read_and_not_written(desk, cast):
    hazard = cast.rectified()
    page = desk.get(address(Hazard, "change", hazard.pk)).content.decode()
    assert "待验收" in page and 'name="state"' not in page
    desk.post(address(Hazard, "change", hazard.pk), {"state": "closed"})
    assert Hazard.objects.get(pk=hazard.pk).state == "rectified"
    assert HistoryEntry.objects.filter(hazard=hazard).count() == 3


def test_what_the_camera_said_is_not_for_administrators(desk, cast):
    photo = cast.reported().photos.get()
    page = desk.get(reverse("admin:hazards_photo_change", args=[photo.pk])).content.decode()
    assert "latitude" not in page and "field-camera" not in page


# --- Units ---------------------------------------------------------------------------------


def test_a_unit_is_founded_with_its_place_in_the_tree(desk, cast):
    told = {"code": "JZ099", "name": "新建小学", "kind": "school", "since": "2026-01-01"}
    desk.post(address(Unit, "add"), {**told, "under": cast.units["central"].pk})
    unit = Unit.objects.get(code="JZ099")
    assert unit.path.startswith(cast.units["central"].path)
    assert unit.placements.get().parent == cast.units["central"]


def test_a_unit_moves_to_another_parent_from_a_day_on(desk, cast):
    today = timezone.localdate()
    given = {"under": cast.units["central_b"].pk, "since": today.isoformat()}
    desk.post(reverse("admin:organizations_unit_move", args=[cast.school.pk]), given)
    assert Unit.objects.get(pk=cast.school.pk).parent == cast.units["central_b"]
    assert cast.school.placements.count() == 2


def test_a_move_that_makes_no_sense_is_refused_in_words(desk, cast):
    ahead = (timezone.localdate() + timedelta(days=1)).isoformat()
    given = {"under": cast.units["central_b"].pk, "since": ahead}
    page = desk.post(reverse("admin:organizations_unit_move", args=[cast.school.pk]), given)
    assert page.context["form"].non_field_errors()
    assert Unit.objects.get(pk=cast.school.pk).parent == cast.units["central"]


def test_the_bureau_stays_where_it_is(desk, cast):
    move = reverse("admin:organizations_unit_move", args=[cast.units["bureau"].pk])
    assert desk.get(move).status_code == 404


def test_the_parent_is_not_changed_in_passing(desk, cast):
    given = {"name": "改名小学", "kind": "school", "parent": cast.units["central_b"].pk}
    tables = ("placements-TOTAL", "placements-INITIAL", "other_names-TOTAL", "other_names-INITIAL")
    placements = {f"{name}_FORMS": 0 for name in tables}
    desk.post(address(Unit, "change", cast.school.pk), {**given, **placements, "code": "X"})
    unit = Unit.objects.get(pk=cast.school.pk)
    assert (unit.name, unit.code, unit.parent) == ("改名小学", "JZ012", cast.units["central"])


# --- People --------------------------------------------------------------------------------

INLINE = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}


def test_a_person_is_taken_in(desk, cast):
    secret = "good enough 9"
    told = {"username": "new", "name": "新来的", "password1": secret, "password2": secret}
    desk.post(address(User, "add"), told)
    assert User.objects.get(username="new").check_password(secret)


def test_a_person_is_given_a_role(desk, cast):
    given = {
        "username": "stranger",
        "name": "无角色者",
        "is_active": "on",
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-unit": cast.school.pk,
        "memberships-0-role": "viewer",
    }
    desk.post(address(User, "change", cast.stranger.pk), given)
    assert cast.stranger.memberships.get().role == "viewer"


def test_an_administrator_makes_nobody_a_superuser(desk, cast):
    wanted = {"is_superuser": "on", "is_staff": "on", "password": "x", "user_permissions": [1]}
    for person in (cast["administrator@bureau"], cast.stranger):
        hashed = person.password
        told = {"username": person.username, "name": person.name, "is_active": "on"}
        desk.post(address(User, "change", person.pk), {**told, **wanted, **INLINE})
        person = User.objects.get(pk=person.pk)
        assert not (person.is_superuser or person.is_staff or person.user_permissions.exists())
        assert person.password == hashed


def test_an_administrator_gives_themselves_no_role(desk, cast):
    me = cast["administrator@bureau"]
    given = {
        "username": me.username,
        "name": me.name,
        "is_active": "on",
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 0,
        "memberships-0-unit": cast.units["bureau"].pk,
        "memberships-0-role": "auditor",
    }
    desk.post(address(User, "change", me.pk), given)
    assert [held.role for held in me.memberships.all()] == ["administrator"]


def test_a_superuser_is_out_of_an_administrators_reach(desk, cast):
    root = User.objects.create_superuser("root", password=PASSWORD, name="安装者")
    secret = {"password1": "taken over 1", "password2": "taken over 1"}
    for action in (
        address(User, "change", root.pk),
        f"/admin/organizations/user/{root.pk}/password/",
    ):
        desk.post(action, {"username": "root2", "name": "x", **secret, **INLINE})
    root.refresh_from_db()
    assert root.username == "root" and root.check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_and_never_shown(desk, cast):
    person = cast.officer
    page = desk.get(address(User, "change", person.pk)).content.decode()
    assert person.password not in page and "field-password" not in page
    given = {"password1": "quite new 77", "password2": "quite new 77", "usable_password": "true"}
    desk.post(f"/admin/organizations/user/{person.pk}/password/", given)
    person.refresh_from_db()
    assert person.check_password("quite new 77")


# --- Categories and clauses ----------------------------------------------------------------


def test_a_category_is_renamed_but_keeps_its_code(desk, cast):
    given = {"label": "消防安全", "icon": "fire", "position": 1, "photo_required": "on"}
    desk.post(address(Category, "change", cast.fire.pk), {**given, "code": "other-code"})
    category = Category.objects.get(pk=cast.fire.pk)
    assert (category.label, category.code) == ("消防安全", "fire")


def test_the_wording_of_a_clause_stays_and_a_new_one_is_added(desk, cast):
    clause = cast.clause
    given = {"section": "消防", "category": cast.fire.pk, "is_complete": "on", "text": "别的话"}
    desk.post(address(Clause, "change", clause.pk), given)
    assert Clause.objects.get(pk=clause.pk).text == clause.text
    desk.post(address(Clause, "add"), {**given, "code": "fire-08", "edition": "2030"})
    assert Clause.objects.get(code="fire-08", edition="2030").text == "别的话"


def test_a_letterhead_is_given_to_a_unit_once(desk, cast):
    told = {"unit": cast.school.pk, "name": "示范小学安全办公室", "number_prefix": "示小"}
    for _ in range(2):
        desk.post(address(Letterhead, "add"), told)
    assert Letterhead.objects.get().heading == "示范小学安全办公室"


def test_a_letterhead_says_beside_the_field_from_whom_it_is_taken(desk, cast):
    own = Letterhead.objects.create(unit=cast.school)
    page = desk.get(address(Letterhead, "change", own.pk)).content.decode()
    assert "上级单位也都没有填" in page
    Letterhead.objects.create(unit=cast.units["central"], contact="值班室", phone="010-5550111")
    page = desk.get(address(Letterhead, "change", own.pk)).content.decode()
    assert page.count("这两项都不填时取自第一中心学校：值班室 010-5550111") == 2
    assert "取自最近的上级单位" in desk.get(address(Letterhead, "add")).content.decode()
