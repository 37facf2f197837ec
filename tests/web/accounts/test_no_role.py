"""Somebody who has logged in and reaches nothing is told why, and whom to ask."""

import pytest
from django.utils import timezone

from installation import services
from organizations.models import Unit, User
from tests.cast import PASSWORD
from tests.installation.setting_up import ADDRESS


@pytest.mark.parametrize(
    "url", ["/", "/hazards/", "/statistics/", "/returns/", "/supervisions/", "/me/", "/papers/"]
)
def test_somebody_without_a_role_is_told_so_and_whom_to_ask(client, cast, url):
    services.take_over()
    services.change(
        unit=cast.units["bureau"],
        public_address=ADDRESS,
        zone="Asia/Shanghai",
        contact="安全保卫科",
        phone="0555-1234",
    )
    client.force_login(cast.stranger)
    html = client.get(url).content.decode()
    assert "您还没有角色" in html and "区教育局administrator" in html and "0555-1234" in html
    client.force_login(cast.viewer)
    assert "您还没有角色" not in client.get(url).content.decode()


def test_somebody_whose_units_are_closed_is_told_that(client, cast):
    Unit.objects.filter(pk=cast.school.pk).update(closed_on=timezone.localdate())
    client.force_login(cast.officer)
    assert "您任职的单位都已撤销" in client.get("/").content.decode()


def test_an_account_that_only_administers_is_told_why_it_sees_nothing(client, db):
    client.force_login(User.objects.create_superuser("root", name="安装者", password=PASSWORD))
    html = client.get("/").content.decode()
    assert "这个账号只在「管理」里维护单位和人员" in html and "请找" not in html


def test_the_api_tells_somebody_without_a_role_who_they_are(client, cast):
    client.force_login(cast.stranger)
    answer = client.get("/api/v1/me/")
    assert answer.status_code == 200 and answer.json()["memberships"] == []


def test_an_administrator_who_has_left_is_not_named(client, cast):
    cast["administrator@bureau"].is_active = False
    cast["administrator@bureau"].save()
    client.force_login(cast.stranger)
    assert "区教育局administrator" not in client.get("/").content.decode()
