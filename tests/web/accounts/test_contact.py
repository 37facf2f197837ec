"""电话和邮箱: one's own phone and mail address, which gets nothing before it is confirmed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.models import Event
from audit.words import summary
from notifications.delivery import deliver
from notifications.models import Delivery

NEW = "officer@new.example"
LINK = re.compile(r"https://ledger\.example\.org(/me/contact/confirm/[\w-]+/)")


@pytest.fixture
def officer(client, cast, mail_office, public_address):
    client.force_login(cast.officer)
    return cast.officer


def keep(client, email: str = NEW, phone: str = "", **more):
    return client.post("/me/contact/", {"phone": phone, "email": email}, **more)


def link_of(mail_office, place: int = -1) -> str:
    recipient, letter = mail_office.letters[place]
    assert recipient == NEW
    return LINK.search(letter.get_body(("plain",)).get_content())[1]


def told() -> list[str]:
    changes = Event.objects.filter(kind="contact_changed").order_by("pk")
    return [summary(event) for event in changes]


def test_an_address_is_entered_confirmed_and_written_to(client, officer, cast, mail_office):
    assert "待确认" in keep(client, follow=True).content.decode()
    officer.refresh_from_db()
    assert (officer.email, officer.pending_email) == ("", NEW)
    page = client.get(link_of(mail_office))
    assert NEW in page.content.decode() and page.status_code == 200
    officer.refresh_from_db()
    assert officer.email == ""  # opening it changes nothing
    assert client.post(link_of(mail_office)).url == "/me/"
    officer.refresh_from_db()
    assert (officer.email, officer.pending_email) == (NEW, None)
    name = officer.username
    assert told() == [f"{name}：填写了邮箱 {NEW}，待确认", f"{name}：确认了邮箱 {NEW}"]
    cast.reported()
    assert deliver() == 1
    assert [recipient for recipient, _letter in mail_office.letters] == [NEW, NEW]


def test_an_address_nobody_has_confirmed_gets_no_messages(client, officer, cast, mail_office):
    keep(client)
    cast.reported()
    assert not Delivery.objects.exists()
    assert deliver() == 0 and len(mail_office.letters) == 1


def test_the_old_address_goes_on_until_the_new_one_is_confirmed(client, officer, mail_office):
    officer.email = "officer@old.example"
    officer.save()
    keep(client)
    officer.refresh_from_db()
    assert officer.email == "officer@old.example"
    client.post(link_of(mail_office))
    officer.refresh_from_db()
    assert officer.email == NEW


def test_a_link_works_once(client, officer, mail_office):
    keep(client)
    client.post(link_of(mail_office))
    assert client.get(link_of(mail_office)).status_code == 410
    page = client.post(link_of(mail_office), follow=True)
    assert "此链接已失效" in page.content.decode()


def test_a_link_ends_with_another_address_and_after_three_days(client, officer, mail_office):
    keep(client)
    first = link_of(mail_office)
    client.post("/me/contact/", {"phone": "", "email": "other@new.example"})
    assert client.get(first).status_code == 410
    keep(client)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        client.force_login(officer)
        assert client.get(link_of(mail_office)).status_code == 410


def test_a_link_is_for_who_has_asked_for_it_alone(client, officer, cast, mail_office):
    keep(client)
    client.force_login(cast.inspector)
    assert client.get(link_of(mail_office)).status_code == 410
    client.post(link_of(mail_office))
    cast.inspector.refresh_from_db()
    assert cast.inspector.email == ""
    client.logout()
    assert client.get(link_of(mail_office)).url.startswith("/login/")


def test_the_phone_holds_at_once_and_no_letter_is_sent_for_it(client, officer, mail_office):
    assert keep(client, "", "0555-7654321").url == "/me/"
    officer.refresh_from_db()
    assert officer.phone == "0555-7654321"
    assert told() == [f"{officer.username}：电话"]
    assert mail_office.connections == 0


def test_an_address_is_taken_out(client, officer, mail_office):
    officer.email = NEW
    officer.save()
    keep(client, "")
    officer.refresh_from_db()
    assert officer.email == "" and told() == [f"{officer.username}：删除了邮箱"]


def test_what_the_mail_server_refuses_is_said_and_can_be_tried_again(client, officer, mail_office):
    mail_office.refused = {NEW: "550 5.1.1 no such user"}
    page = keep(client, follow=True).content.decode()
    assert "550 5.1.1 no such user" in page and f"{NEW} 待确认" in page
    mail_office.refused = {}
    assert keep(client).url == "/me/"
    assert len(told()) == 1  # it is the same address


@pytest.mark.parametrize("email", ["officer", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_address_is_refused_beside_its_field(client, officer, email):
    answer = keep(client, email)
    assert answer.status_code == 400 and set(answer.context["form"].errors) == {"email"}


def test_without_mail_or_a_public_address_an_administrator_is_asked(client, cast, settings):
    client.force_login(cast.officer)
    settings.NOTIFICATION_CHANNELS = []
    assert "系统管理员" in keep(client).context["form"].errors["email"][0]
    settings.NOTIFICATION_CHANNELS = ["mail"]
    assert keep(client).status_code == 400


def test_nobody_has_many_letters_sent_to_strangers(client, officer, mail_office, settings):
    settings.RATES = {**settings.RATES, "mail": [(1, 10**9)]}
    keep(client)
    assert keep(client).status_code == 429
    assert len(mail_office.letters) == 1


def test_one_an_administrator_enters_counts_as_confirmed(client, cast, officer):
    keep(client)
    client.force_login(cast["administrator@bureau"])
    address = f"/admin/organizations/user/{officer.pk}/change/"
    page = client.get(address).context["adminform"].form
    given = {name: page[name].value() or "" for name in page.fields if name != "password"}
    roles = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    answer = client.post(
        address, {**given, **roles, "is_active": "on", "email": "o@entered.example"}
    )
    assert answer.status_code == 302
    officer.refresh_from_db()
    assert (officer.email, officer.pending_email) == ("o@entered.example", "")
    assert told()[-1] == f"{officer.username}：邮箱由他人填为 o@entered.example"


def test_strangers_are_sent_to_the_log_in(client, db):
    assert client.get("/me/contact/").url.startswith("/login/")
    assert client.post("/me/contact/confirm/x/").url.startswith("/login/")
