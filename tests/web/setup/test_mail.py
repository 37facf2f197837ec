"""邮件 on the checklist: a letter to oneself, and what the server answered."""

import pytest
from django.utils import timezone

from installation import services
from installation.checklist import checklist
from notifications.models import Delivery

ADDRESS = "administrator@bureau.example"


@pytest.fixture
def administrator(client, cast):
    person = cast["administrator@bureau"]
    person.email = ADDRESS
    person.save()
    services.take_over()
    client.force_login(person)
    return person


def step():
    return next(step for step in checklist().steps if step.code == "mail")


def test_a_letter_goes_to_oneself_and_the_checklist_says_when(client, administrator, mail_office):
    assert not step().state.is_done and not step().is_told
    page = client.post("/setup/mail/", follow=True).content.decode()
    assert f"邮件服务器已接收发往 {ADDRESS} 的邮件。" in page
    assert [recipient for recipient, _letter in mail_office.letters] == [ADDRESS]
    assert step().state.at.date() == timezone.now().date()
    assert "最近一次测试邮件已被接收" in client.get("/setup/").content.decode()


def test_what_the_server_refuses_stands_on_the_page_and_is_no_success(
    client, administrator, mail_office
):
    mail_office.refused = {ADDRESS: "550 5.1.1 <no> such user"}
    page = client.post("/setup/mail/", follow=True).content.decode()
    assert "不接收发往" in page and "550 5.1.1 &lt;no&gt; such user" in page
    assert "Traceback" not in page and not step().state.is_done


def test_a_later_success_is_the_one_that_is_told(client, administrator, mail_office):
    client.post("/setup/mail/")
    first = step().state.at
    client.post("/setup/mail/")
    assert step().state.at > first


def test_without_a_server_there_is_nothing_to_press_and_one_may_do_without(
    client, administrator, settings
):
    settings.NOTIFICATION_CHANNELS = []
    page = client.get("/setup/mail/").content.decode()
    assert "未设置邮件服务器" in page and 'form="mail"' not in page
    assert client.post("/setup/mail/").status_code == 409
    client.post("/setup/confirm/mail/")
    assert step().state.is_done


def test_doing_without_is_no_test_of_a_server_that_is_set_later(client, administrator, mail_office):
    services.confirm("mail", by=administrator)
    assert not step().state.is_done


def test_without_an_address_of_ones_own_nothing_is_sent(client, administrator, mail_office):
    administrator.email = ""
    administrator.save()
    assert "您还没有已确认的邮箱" in client.get("/setup/mail/").content.decode()
    assert client.post("/setup/mail/").status_code == 409
    assert mail_office.connections == 0


def test_too_many_letters_at_once_are_refused(client, administrator, mail_office, settings):
    settings.RATES = {**settings.RATES, "mail": [(1, 10**9)]}
    assert client.post("/setup/mail/").status_code == 302
    answer = client.post("/setup/mail/")
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert len(mail_office.letters) == 1


def test_it_says_what_keeps_letters_waiting(client, administrator, cast, mail_office):
    cast.officer.email = "officer@school.example"
    cast.officer.save()
    cast.reported()
    Delivery.objects.update(error="SMTPAuthenticationError: 535 no")
    page = client.get("/setup/mail/").content.decode()
    assert "有 1 封邮件待发送" in page and "SMTPAuthenticationError: 535 no" in page


def test_only_administrators_may(client, cast, mail_office):
    assert client.post("/setup/mail/").status_code == 302  # to the log-in
    client.force_login(cast.officer)
    assert client.get("/setup/mail/").status_code == 403
    assert client.post("/setup/mail/").status_code == 403
    assert mail_office.connections == 0
