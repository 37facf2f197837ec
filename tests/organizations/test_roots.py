"""A second root, and a city above bureaus: founded at the server, with an administrator."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from accounts import people as accounts
from accounts.activation import codes
from accounts.models import Activation
from organizations.administration import administers, administers_everything
from organizations.models import Membership, Placement, Role, Unit, User
from organizations.services import ALWAYS, found_unit, move_unit
from organizations.unit_life.closing import to_be_merged
from organizations.units import may_report_to, rank, takes_units
from tests.trees import Neighbours, another_reading

KIND = Unit.Kind


def found(*told: str) -> str:
    out = io.StringIO()
    call_command("found_bureau", *told, stdout=out)
    return out.getvalue()


def test_which_kind_reports_to_which():
    """Written a second time by hand."""
    schools = {"school", "teaching_point", "kindergarten"}
    below = {
        "province": {"city", "bureau", "direct_unit"},
        "city": {"bureau", "direct_unit"},
        "bureau": {"central_school", "direct_unit", *schools},
        "central_school": schools,
    }
    kinds = [str(kind) for kind in KIND]
    for upper in kinds:
        assert {kind for kind in kinds if may_report_to(kind, upper)} == below.get(upper, set())
        assert takes_units(upper) is (upper in below)
    in_order = ["province", "city", "bureau", "central_school", "school"]
    assert [rank(kind) for kind in in_order] == [0, 1, 2, 3, 4]


def test_a_root_is_founded_with_somebody_who_can_come_in_by_a_code(cast):
    said = found("LQ000", "邻区教育局", "--administrator", "lq.admin", "--called", "邻区管理员")
    unit, person = Unit.objects.get(code="LQ000"), User.objects.get(username="lq.admin")
    assert (unit.parent, unit.kind) == (None, "bureau")
    assert not person.has_usable_password() and administers(person)
    made = Activation.objects.get(person=person)
    code = said.split("Activation code: ")[1].split(",")[0]
    assert codes.digest(code) == made.digest


def test_somebody_who_is_there_already_keeps_their_password(cast):
    said = found("LQ000", "邻区教育局", "--administrator", cast.viewer.username)
    assert "Activation code" not in said
    assert Membership.objects.filter(user=cast.viewer, role=Role.ADMINISTRATOR).count() == 1


def test_a_city_comes_above_a_bureau_and_the_days_before_stay_without_it(cast):
    found("SJ000", "市教育局", "--kind", "city", "--above", "jz000", "--administrator", "sj.admin")
    city, bureau = Unit.objects.get(code="SJ000"), Unit.objects.get(code="JZ000")
    assert bureau.parent == city and Unit.objects.only_root() == city
    cast.school.refresh_from_db()
    assert cast.school.path.startswith(city.path)
    past = Placement.objects.on(cast.due_on.replace(year=2020)).get(unit=bureau)
    assert past.parent is None
    another_reading(cast)
    assert not administers(cast["administrator@bureau"])
    assert administers_everything(User.objects.get(username="sj.admin"))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (("JZ000", "又一个"), "代码"),
        (("SJ000", "市教育局", "--kind", "city", "--above", "JZ012"), "已有上级单位"),
        (("SJ000", "市教育局", "--kind", "city", "--above", "NO"), "NO"),
        (("SJ000", "又一个局", "--above", "JZ000"), "不隶属于"),
    ],
)
def test_what_cannot_be_founded_leaves_nothing_behind(cast, told, why):
    with pytest.raises(CommandError, match=why):
        found(*told, "--administrator", "sj.admin")
    assert Unit.objects.roots().count() == 1
    assert not User.objects.filter(username="sj.admin").exists()


def test_a_unit_stays_in_its_own_tree(cast):
    others = Neighbours()
    with pytest.raises(ValidationError):
        move_unit(cast.school, under=others.units["central"], since=ALWAYS)
    with pytest.raises(ValidationError):
        to_be_merged(cast.school, others.school, cast.due_on.replace(year=2020))


def test_a_bureau_is_merged_into_another_of_its_city_with_all_that_reports_to_it(cast):
    city = found_unit("SJ000", "市教育局", KIND.CITY)
    move_unit(cast.units["bureau"], under=city, since=ALWAYS)
    other = found_unit("XQ000", "新区教育局", KIND.BUREAU, city)
    into = found_unit("XQ001", "新区中心学校", KIND.CENTRAL_SCHOOL, other)
    day = cast.due_on.replace(year=2020)
    assert to_be_merged(cast.units["bureau"], other, day)[1] == other
    with pytest.raises(ValidationError):
        to_be_merged(cast.units["bureau"], into, day)


def test_the_last_administrator_of_each_tree_stays(cast):
    others = Neighbours()
    theirs = Membership.objects.get(user=others["administrator@bureau"])
    with pytest.raises(ValidationError):
        accounts.end([theirs.pk], by=None)
    second = Membership.objects.create(
        user=others.viewer, unit=others.units["bureau"], role=Role.ADMINISTRATOR
    )
    accounts.end([theirs.pk], by=None)
    assert Membership.objects.filter(pk=second.pk).exists()
