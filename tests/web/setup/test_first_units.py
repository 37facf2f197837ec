"""管理: the first unit is a root, and those after it have a place below it."""

import pytest
from django.urls import reverse

from organizations.models import Unit, User
from tests.cast import PASSWORD


def address(model, action, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


@pytest.fixture
def desk(client, cast):
    """The client of the bureau's administrator."""
    client.force_login(cast["administrator@bureau"])
    return client


def kinds_offered(page):
    return [kind for kind, _ in page.context["adminform"].form.fields["kind"].choices if kind]


@pytest.fixture
def empty(client, db):
    """The client of somebody who may administer a ledger without any unit."""
    client.force_login(User.objects.create_superuser("root", name="安装者", password=PASSWORD))
    return client


def test_the_first_unit_is_a_bureau_or_what_may_stand_above_one_and_reports_to_nobody(empty):
    assert kinds_offered(empty.get(address(Unit, "add"))) == ["province", "city", "bureau"]
    told = {"code": "JZ000", "name": "区教育局", "kind": "bureau", "since": "2026-01-01"}
    empty.post(address(Unit, "add"), told)
    assert Unit.objects.get().parent is None
    assert "bureau" not in kinds_offered(empty.get(address(Unit, "add")))


def test_every_other_unit_says_its_parent(desk, cast):
    told = {"code": "JZ099", "name": "新建小学", "kind": "school", "since": "2026-01-01"}
    page = desk.post(address(Unit, "add"), told)
    assert list(page.context["adminform"].form.errors) == ["under"]
    page = desk.post(address(Unit, "add"), {**told, "kind": "bureau"})
    assert set(page.context["adminform"].form.errors) == {"kind", "under"}


@pytest.mark.parametrize("kind", ["central_school", "direct_unit"])
def test_what_reports_to_the_bureau_is_not_put_under_a_central_school(desk, cast, kind):
    told = {"code": "JZ099", "name": "新建", "kind": kind, "since": "2026-01-01"}
    page = desk.post(address(Unit, "add"), {**told, "under": cast.units["central"].pk})
    assert list(page.context["adminform"].form.errors) == ["under"]
    desk.post(address(Unit, "add"), {**told, "under": cast.units["bureau"].pk})
    assert Unit.objects.get(code="JZ099").parent == cast.units["bureau"]


def test_the_bureau_is_neither_closed_nor_made_something_else(desk, cast):
    bureau = cast.units["bureau"]
    given = {"name": "新局名", "kind": "school", "closed_on": "2026-01-01"}
    tables = ("placements-TOTAL", "placements-INITIAL", "other_names-TOTAL", "other_names-INITIAL")
    placements = {f"{name}_FORMS": 0 for name in tables}
    desk.post(address(Unit, "change", bureau.pk), {**given, **placements})
    bureau.refresh_from_db()
    assert (bureau.name, bureau.kind, bureau.closed_on) == ("新局名", "bureau", None)
    offered = desk.get(address(Unit, "change", cast.school.pk))
    assert "bureau" not in kinds_offered(offered)
