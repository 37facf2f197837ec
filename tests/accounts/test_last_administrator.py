"""The last administrator cannot lock the door behind themselves, nor two of them together."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import rights
from audit.kinds import Kind
from audit.models import Event
from organizations.administrators import administrators
from organizations.models import Membership, Role, Unit, User
from tests.accounts.test_credentials_end import set_active
from tests.base.together import at_once
from tests.cast import PASSWORD, Cast

SENTENCE = "这样就没有人能管理系统了"


@pytest.fixture
def root(client, cast):
    """A superuser's client, who sees everybody and every role."""
    person = User.objects.create_superuser("root", password=PASSWORD, name="安装者")
    client.force_login(person)
    return client


@pytest.fixture
def only(cast, root):
    """The bureau's administrator, the only one left: the superuser has gone inactive meanwhile."""
    me = cast["administrator@bureau"]
    root.force_login(me)
    User.objects.filter(username="root").update(is_active=False)
    return me


def save(client, person, *, deletes=False, role=None, active=True):
    """Send the page of a person back, with a change of their one role."""
    held = person.memberships.get()
    row = {"id": held.pk, "user": person.pk, "unit": held.unit_id, "role": role or held.role}
    told = {
        "username": person.username,
        "name": person.name,
        **({"is_active": "on"} if active else {}),
    }
    told |= {f"memberships-{n}_FORMS": 1 for n in ("TOTAL", "INITIAL")}
    told |= {f"memberships-0-{name}": value for name, value in row.items()}
    told |= {"memberships-0-DELETE": "on"} if deletes else {}
    return client.post(f"/admin/organizations/user/{person.pk}/change/", told, follow=True)


def test_the_only_one_cannot_deactivate_themselves(client, only):
    answer = save(client, only, active=False)
    html = answer.content.decode()
    assert SENTENCE in html and "成功修改" not in html
    assert User.objects.get(pk=only.pk).is_active
    assert not Event.objects.filter(kind=Kind.RIGHTS_CHANGED).exists()
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("loss", [{"deletes": True}, {"role": "viewer"}, {"active": False}])
def test_the_last_by_role_may_go_while_a_superuser_remains(root, cast, loss):
    me = cast["administrator@bureau"]
    save(root, me, **loss)
    assert [person.username for person in administrators()] == ["root"]


@pytest.mark.parametrize("loss", [{"deletes": True}, {"role": "viewer"}, {"active": False}])
def test_the_last_one_keeps_the_role_whoever_takes_it_away(client, cast, loss):
    """Somebody who was let in a moment ago acts while they are no administrator any more."""
    me, other = (
        cast["administrator@bureau"],
        cast.person("second", "administrator", cast.units["bureau"]),
    )
    client.force_login(other)
    Membership.objects.filter(user=other).update(role=Role.VIEWER)
    Membership.objects.create(user=other, unit=closed_bureau(), role=Role.ADMINISTRATOR)
    with pytest.raises(ValidationError), rights.changing(me, by=other):
        lose(me, **loss)
    assert list(administrators()) == [me]


def closed_bureau() -> Unit:
    today = timezone.localdate()
    return Unit.objects.create(code="OLD", name="旧局", kind="bureau", path="99", closed_on=today)


def lose(person, deletes=False, role="", active=True):
    held = Membership.objects.filter(user=person)
    if deletes:
        held.delete()
    if role:
        held.update(role=role)
    User.objects.filter(pk=person.pk).update(is_active=active)


def test_a_superuser_flag_counts_and_cannot_be_the_last_to_go(cast):
    User.objects.filter(pk=cast["administrator@bureau"].pk).update(is_active=False)
    root = User.objects.create_superuser("root", password=PASSWORD, name="安装者")
    with pytest.raises(ValidationError), rights.changing(root):
        User.objects.filter(pk=root.pk).update(is_superuser=False)
    assert list(administrators()) == [root]


def test_the_bureau_is_neither_closed_nor_changed_over_the_last_one(client, only, cast):
    """Its form does not ask; and what is sent all the same is not taken."""
    bureau = cast.units["bureau"]
    today = timezone.localdate().isoformat()
    tables = ("placements-TOTAL", "placements-INITIAL", "other_names-TOTAL", "other_names-INITIAL")
    none = {f"{name}_FORMS": 0 for name in tables}
    url = f"/admin/organizations/unit/{bureau.pk}/change/"
    answer = client.post(url, {"name": "别名", "kind": "school", "closed_on": today, **none})
    assert answer.status_code == 302
    bureau.refresh_from_db()
    assert (bureau.name, bureau.closed_on, bureau.kind) == ("别名", None, "bureau")


def test_what_is_done_to_others_is_not_held_up(client, only, cast):
    set_active(client, cast.officer, False)
    assert not User.objects.get(pk=cast.officer.pk).is_active


def test_a_change_of_rights_is_logged_with_what_changed(root, cast):
    save(root, cast.officer, role="viewer")
    save(root, cast.officer, active=False)
    told = [
        event.details for event in Event.objects.filter(kind=Kind.RIGHTS_CHANGED).order_by("pk")
    ]
    assert [(d["change"], d.get("role")) for d in told] == [
        ("role_given", "viewer"),
        ("role_taken", "officer"),
        ("deactivated", None),
    ]
    assert {d["whom"] for d in told} == {"officer@school"} and told[0]["where"] == "示范小学"
    event = Event.objects.filter(kind=Kind.RIGHTS_CHANGED).last()
    assert event.by.username == "root" and event.door == "admin"
    assert event.about == str(cast.officer.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_deactivate_each_other_at_once_do_not_both_succeed():
    cast = Cast()
    one, other = (
        cast["administrator@bureau"],
        cast.person("b", "administrator", cast.units["bureau"]),
    )

    def deactivate(whom, by):
        try:
            with rights.changing(whom, by=by):
                User.objects.filter(pk=whom.pk).update(is_active=False)
        except ValidationError as refusal:
            return refusal
        return None

    answers = at_once(partial(deactivate, one, other), partial(deactivate, other, one))
    assert [type(answer) for answer in answers].count(ValidationError) == 1
    assert administrators().count() == 1
