"""What a mail server answers, in a sentence for whoever waits, on the page and at the command."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from notifications.mail import answers

ADDRESS = "somebody@school.example"


def said(*, is_taken: bool = False) -> str:
    answer = answers.send_now(answers.test_letter(ADDRESS))
    assert answer.is_taken == is_taken
    return answer.sentence


def test_a_letter_that_is_taken(mail_office, public_address):
    assert said(is_taken=True) == f"邮件服务器已接收发往 {ADDRESS} 的邮件。"
    ((recipient, letter),) = mail_office.letters
    assert recipient == ADDRESS and letter["Subject"].strip() == "隐患销号台账：测试邮件"
    assert "https://ledger.example.org" in letter.get_body(("plain",)).get_content()


def test_a_log_in_that_is_refused(mail_office, settings):
    mail_office.asks_for_log_in = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "ledger", "wrong"
    assert said().startswith("127.0.0.1 拒绝登录")
    assert said().endswith("服务器原话：535 5.7.8 authentication failed")


def test_a_log_in_that_is_missing(mail_office):
    mail_office.asks_for_log_in = True
    assert "不接收 ledger@school.example 发出的邮件" in said()


def test_a_recipient_that_is_refused(mail_office):
    mail_office.refused = {ADDRESS: "550 5.1.1 no such user"}
    assert said() == (f"127.0.0.1 不接收发往 {ADDRESS} 的邮件。服务器原话：550 5.1.1 no such user")


def test_a_server_that_is_not_there(mail_office, settings):
    settings.EMAIL_PORT = 1
    assert said() == "127.0.0.1 拒绝了 1 端口的连接。"


def test_a_name_nobody_has(mail_office, settings):
    settings.EMAIL_HOST = "mail.invalid"
    assert said().startswith("找不到名为 mail.invalid 的服务器")


def test_a_server_that_does_not_answer(mail_office, settings):
    mail_office.is_silent, settings.EMAIL_TIMEOUT = True, 0.2
    assert said() == "127.0.0.1 未在规定时间内应答（EMAIL_TIMEOUT）。"


def test_a_certificate_nobody_vouches_for(mail_office, settings, certified):
    mail_office.certificate = certified
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST = True, "localhost"
    assert said().startswith("localhost 的证书不可信。服务器原话：self-signed certificate")


def test_tls_where_there_is_none(mail_office, settings):
    settings.EMAIL_USE_TLS = True
    assert "不支持 EMAIL_TLS" in said()
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, True
    assert "端口不支持 TLS" in said()


def test_a_server_that_takes_nobody_now(mail_office):
    mail_office.refuses_all = "421 4.7.0 too many connections"
    assert said() == "127.0.0.1 未接收邮件。服务器原话：421 4.7.0 too many connections"


def test_without_a_server(settings):
    settings.NOTIFICATION_CHANNELS = []
    assert said() == "未设置邮件服务器：EMAIL_HOST 为空。"


def test_the_command_says_the_same_words(mail_office):
    out = io.StringIO()
    call_command("send_test_mail", ADDRESS, stdout=out)
    assert out.getvalue().strip() == f"邮件服务器已接收发往 {ADDRESS} 的邮件。"
    mail_office.refused = {ADDRESS: "550 5.1.1 no such user"}
    with pytest.raises(CommandError) as refusal:
        call_command("send_test_mail", ADDRESS)
    assert str(refusal.value) == said()


def test_the_command_refuses_what_is_no_address():
    with pytest.raises(CommandError):
        call_command("send_test_mail", "nobody")
