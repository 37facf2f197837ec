"""我的: roles, language, password."""

import pytest

from organizations.models import Membership, User
from tests.cast import PASSWORD


@pytest.fixture
def me(client, cast):
    def page_of(person):
        client.force_login(person)
        return client.get("/me/").content.decode()

    return page_of


def test_it_names_every_role_at_every_unit(me, cast):
    Membership.objects.create(user=cast.officer, unit=cast.units["school_2"], role="viewer")
    page = me(cast.officer)
    for words in ("示范小学", "安全负责人", "第二小学", "查看"):
        assert words in page


def test_without_a_role_it_says_whom_to_ask(me, cast):
    assert "系统管理员" in me(cast.stranger)


def test_the_way_to_the_administration_is_for_administrators(me, cast):
    assert 'href="/admin/"' in me(cast["administrator@bureau"])
    assert 'href="/admin/"' not in me(cast.auditor)


def test_the_way_to_report_is_for_those_who_may(me, cast):
    assert 'href="/hazards/report/"' in me(cast.inspector)
    assert 'href="/hazards/report/"' not in me(cast.viewer)


def test_the_language_is_switched_and_stays(client, me, cast):
    assert "我的角色" in me(cast.officer)
    answer = client.post("/me/language/", {"language": "en", "next": "/me/"})
    assert answer.url == "/me/"
    page = client.get("/me/").content.decode()
    assert "My roles" in page and 'lang="en"' in page


def test_the_password_is_changed_and_one_stays_inside(client, cast):
    client.force_login(cast.officer)
    new = "another horse 7"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    page = client.post("/me/password/", given, follow=True)
    assert "新密码已生效" in page.content.decode()
    assert User.objects.get(pk=cast.officer.pk).check_password(new)


def test_a_bad_new_password_is_refused_beside_its_field(client, cast):
    client.force_login(cast.officer)
    given = {"old_password": "wrong", "new_password1": "123", "new_password2": "123"}
    form = client.post("/me/password/", given).context["form"]
    assert set(form.errors) == {"old_password", "new_password2"}
