"""A letter as a mail server gets it: what it says, where it leads, and who gets none."""

import time

import pytest
from django.core import mail

from notifications import channels
from notifications.delivery import deliver
from notifications.mail import letters
from notifications.models import Delivery, Notification, tell

ADDRESS = "responsible@school.example"


@pytest.fixture
def hazard(cast, mail_office):
    """One that waits for somebody with an address, who is told of it."""
    reported = cast.reported()
    Notification.objects.all().delete()
    cast.responsible.email = ADDRESS
    cast.responsible.save()
    return cast.assigned(reported)


def sent(mail_office):
    deliver()
    ((recipient, letter),) = mail_office.letters
    assert recipient == ADDRESS == letter["To"]
    return letter


def subject_of(letter) -> str:
    return letter["Subject"].strip()  # a folded header begins with a blank


def bodies(letter) -> tuple[str, str]:
    plain = letter.get_body(("plain",)).get_content()
    return plain, letter.get_body(("html",)).get_content()


def test_the_subject_says_the_number_and_what_it_is_about(hazard, mail_office, public_address):
    letter = sent(mail_office)
    assert subject_of(letter).startswith(f"{hazard.number} ")
    assert "安全出口被课桌堵住" in subject_of(letter)


def test_it_is_said_in_chinese_and_below_in_english_as_text_and_as_html(
    hazard, mail_office, public_address
):
    for body in bodies(sent(mail_office)):
        chinese, english = body.index("整改"), body.index("is yours to fix")
        assert chinese < english
        assert f"编号：{hazard.number}" in body and f"Number: {hazard.number}" in body


def test_its_one_link_has_the_public_address_and_opens_the_message(
    hazard, mail_office, public_address, client, cast
):
    path = f"/notifications/{Notification.objects.get().pk}/"
    for body in bodies(sent(mail_office)):
        assert body.count("https://ledger.example.org/") == body.count("http") == 2
        assert f"https://ledger.example.org{path}" in body
    client.force_login(cast.responsible)
    assert client.get(path).url == f"/hazards/{hazard.pk}/"


def test_without_a_public_address_there_is_no_link(hazard, mail_office):
    assert all("http" not in body for body in bodies(sent(mail_office)))


def test_a_mail_program_knows_that_no_person_wrote_it(hazard, mail_office, public_address):
    letter = sent(mail_office)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@ledger.example.org>")
    assert letter["Date"]
    assert letter["From"].addresses[0].addr_spec == "ledger@school.example"
    assert letter["From"].addresses[0].display_name == "隐患销号台账"


def test_it_is_the_same_letter_however_often_it_is_tried(hazard):
    delivery = Delivery.objects.get()
    first, again = letters.of(delivery), letters.of(delivery)
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]


def test_what_somebody_wrote_is_shown_and_never_obeyed(cast, mail_office, public_address):
    cast.responsible.email = ADDRESS
    cast.responsible.save()
    title = "<b>门</b>\r\nBcc: everybody@school.example\n\n<script>"
    about = cast.reported()
    Delivery.objects.all().delete()
    told = {"title": title, "number": about.number, "due_on": "2026-06-01"}
    tell([cast.responsible], kind="assign", params=told, about=about.pk, at=about.reported_at)
    Notification.objects.filter(kind="assign").update(subject="account")
    letter = sent(mail_office)
    assert letter["Bcc"] is None and "Bcc: everybody" in letter["Subject"]
    plain, html = bodies(letter)
    assert "<b>门</b>" in plain
    assert "<b>门" not in html and "&lt;b&gt;门&lt;/b&gt;" in html and "<script" not in html


def test_it_fetches_nothing_and_has_no_colour_of_its_own(hazard, mail_office, public_address):
    _plain, html = bodies(sent(mail_office))
    assert not [word for word in ("<img", "src=", "url(", "color:", "<link") if word in html]
    assert 'name="color-scheme" content="light dark"' in html


def test_a_long_sentence_is_cut_in_the_subject_alone(hazard, mail_office):
    Notification.objects.update(params={"title": "门" * 300, "number": "2026-JZ002-0007"})
    letter = sent(mail_office)
    assert len(subject_of(letter)) == 100 and subject_of(letter).endswith("…")
    assert all("门" * 300 in body for body in bodies(letter))


def test_what_is_no_address_is_left_out(hazard, cast, mail_office):
    cast.responsible.email = "a@b.example\nBcc: c@d.example"
    cast.responsible.save()
    assert deliver() == 1
    assert mail_office.letters == []
    assert Delivery.objects.get().error == "no address"


def test_who_was_deactivated_and_what_went_out_of_reach_gets_no_letter(hazard, cast, mail_office):
    elsewhere = cast.reported(by=cast["inspector@school_b"], unit=cast.units["school_b"])
    Delivery.objects.exclude(message__recipient=cast.responsible).delete()
    Notification.objects.for_person(cast.responsible).update(about=elsewhere.pk)
    assert deliver() == 1
    assert Delivery.objects.get().error == "about something out of reach now"
    cast.responsible.is_active = False
    cast.responsible.save()
    Delivery.objects.update(state="waiting")
    assert deliver() == 1
    assert mail_office.letters == [] and mail.outbox == []


# --- The server ----------------------------------------------------------------------------


def waits_with(words: str) -> bool:
    assert deliver() == 0
    delivery = Delivery.objects.get()
    assert words in delivery.error
    return delivery.attempts == 0


def test_many_letters_go_by_one_connection(hazard, cast, mail_office):
    for _ in range(4):
        cast.assigned(cast.reported())
    mine = Delivery.objects.filter(message__recipient=cast.responsible).count()
    assert mine == 5 and deliver() == 5
    assert (len(mail_office.letters), mail_office.connections) == (5, 1)


def test_a_server_that_takes_two_letters_a_connection_is_asked_again(hazard, cast, mail_office):
    mail_office.hangs_up_after = 2
    for _ in range(4):
        cast.assigned(cast.reported())
    assert deliver() == 5
    assert (len(mail_office.letters), mail_office.connections) == (5, 3)


def test_nothing_to_send_opens_no_connection(mail_office, db):
    assert deliver() == 0
    assert mail_office.connections == 0


def test_by_starttls_with_a_certificate_somebody_vouches_for(
    hazard, mail_office, settings, certified, monkeypatch
):
    mail_office.certificate = certified
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST = True, "localhost"
    assert waits_with("certificate verify failed")
    monkeypatch.setenv("SSL_CERT_FILE", certified)
    assert deliver() == 1


def test_a_server_that_speaks_no_tls_gets_nothing_in_the_clear(hazard, mail_office, settings):
    settings.EMAIL_USE_TLS = True
    assert waits_with("STARTTLS extension not supported")
    assert mail_office.letters == []


def test_with_a_log_in(hazard, mail_office, settings):
    mail_office.asks_for_log_in = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "ledger", "wrong"
    assert waits_with("SMTPAuthenticationError: 535 5.7.8 authentication failed")
    settings.EMAIL_HOST_PASSWORD = "the-right-one"
    assert deliver() == 1


def test_a_refused_recipient_keeps_nobody_else_waiting(hazard, cast, mail_office):
    cast.officer.email = "officer@school.example"
    cast.officer.save()
    mail_office.refused = {ADDRESS: "550 5.1.1 no such user"}
    cast.rectified(hazard)
    assert deliver() == 1
    refused, taken = Delivery.objects.order_by("pk")
    assert (refused.state, refused.attempts) == ("failed", 1)
    assert refused.error == "SMTPRecipientsRefused: 550 5.1.1 no such user"
    assert taken.state == "sent" and mail_office.connections == 1


def test_a_server_that_is_not_there(hazard, mail_office, settings):
    settings.EMAIL_PORT = 1
    assert waits_with("ConnectionRefusedError:")


def test_a_server_that_says_nothing_is_not_waited_for_for_long(hazard, mail_office, settings):
    mail_office.is_silent, settings.EMAIL_TIMEOUT = True, 0.2
    assert waits_with("timed out")


def test_a_server_whose_answers_all_come_late_is_bounded_as_a_whole(hazard, mail_office, settings):
    """Each of them in time, and all of them together too late."""
    mail_office.thinks, settings.EMAIL_TIMEOUT = 0.3, 0.5
    assert waits_with("timed out")
    assert mail_office.letters == []


def test_a_server_that_drips_its_answer_is_bounded_as_a_whole(hazard, mail_office, settings):
    """Each byte comes in time, and the line never ends."""
    mail_office.drips_after, settings.EMAIL_TIMEOUT = 0, 0.5
    began = time.monotonic()
    assert waits_with("timed out")
    assert time.monotonic() - began < 10


def test_a_letter_that_was_waited_for_in_vain_is_not_sent_again_at_once(
    hazard, cast, mail_office, settings
):
    """The server may have taken it: the next attempt comes with the outbox's own pause."""
    cast.assigned()
    mail_office.drips_after, settings.EMAIL_TIMEOUT = 1, 0.5
    assert deliver() == 1
    assert (len(mail_office.letters), mail_office.connections) == (1, 1)
    assert Delivery.objects.under_way().get().state == "waiting"


def test_a_server_that_takes_nobody_now(hazard, mail_office):
    mail_office.refuses_all = "421 4.7.0 too many connections"
    assert waits_with("SMTPConnectError: 421 4.7.0 too many connections")


def test_a_channel_without_a_connection_to_keep_takes_fifty_a_round(monkeypatch):
    monkeypatch.setattr(channels, "load", lambda name: type("Board", (), {"send": print}))
    assert channels.most_at_once("board") == 50
    with channels.opened("board") as send:
        assert send is print
