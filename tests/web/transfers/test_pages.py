"""Offers to other units as pages: offered from the hazard, read as a letter, answered there."""

import pytest
from django.urls import reverse

from hazards import services
from hazards.models import Hazard, Transfer
from notifications.models import Notification
from tests.web.reading import english_on, words_on


@pytest.fixture
def there(cast):
    """The receiving unit's officer."""
    return cast["officer@school_b"]


def offered(cast, hazard=None, by=None):
    told = {"unit": cast.units["school_b"], "reason": "食堂归对方管理"}
    return services.offer_transfer(hazard or cast.assigned(), by=by or cast.officer, **told)


def here(transfer, act=""):
    return f"/transfers/{transfer.pk}/{act}"


@pytest.mark.parametrize("named", ["育才小学", "jz014", "育才小学 JZ014"])
def test_it_is_offered_from_the_hazards_own_page(send, cast, named):
    hazard = cast.assigned()
    address = f"/hazards/{hazard.pk}/beside/offer-transfer/"
    page = send(cast.officer, address, {"unit": named, "reason": "食堂归对方"}, follow=True)
    assert "对方接收以前" in words_on(page) and "已申请移交" in words_on(page)
    assert Transfer.objects.get().to_unit == cast.units["school_b"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"unit": "没有这所学校", "reason": "x"}, "没有这个名称或编号的单位"),
        ({"unit": "", "reason": ""}, "应负责的单位"),
        ({"unit": "示范小学", "reason": "归自己"}, "另一个没有撤并的单位"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(send, cast, told, said):
    hazard = cast.assigned()
    page = send(cast.officer, f"/hazards/{hazard.pk}/beside/offer-transfer/", told)
    assert page.status_code in (400, 422) and said in words_on(page)
    assert f'value="{told["unit"]}"' in page.content.decode() or not told["unit"]
    assert not Transfer.objects.exists()


def test_the_receiver_reads_the_case_and_takes_it_over(look, send, cast, there):
    transfer = offered(cast)
    hazard = transfer.hazard
    page = look(there, here(transfer))
    words = words_on(page)
    for said in (hazard.number, "食堂归对方管理", "还剩10天", "清走课桌", "等育才小学答复"):
        assert said in words, said
    assert f"/transfers/{transfer.pk}/photos/" in page.content.decode()
    assert look(there, f"/hazards/{hazard.pk}/").status_code == 404
    told = {"responsible": cast["responsible@school_b"].pk, "version": hazard.version}
    page = send(there, here(transfer, "accept-transfer/"), told, follow=True)
    assert page.redirect_chain == [(f"/hazards/{hazard.pk}/", 302)]
    assert "由示范小学移交" in words_on(page) and "已接收" in words_on(page)
    assert Hazard.objects.get(pk=hazard.pk).unit == cast.units["school_b"]


def test_without_a_person_it_is_refused_beside_the_field(send, cast, there):
    transfer = offered(cast)
    cast.person("second@school_b", "responsible", cast.units["school_b"])
    page = send(there, here(transfer, "accept-transfer/"))
    assert page.status_code == 422 and "整改责任人" in words_on(page)
    assert Transfer.objects.get().is_open


def test_it_is_declined_with_a_reason(look, send, cast, there):
    transfer = offered(cast)
    refused = send(there, here(transfer, "decline-transfer/"))
    assert refused.status_code == 422
    page = send(there, here(transfer, "decline-transfer/"), {"reason": "不归我校"}, follow=True)
    words = words_on(page)
    assert "不归我校" in words and "不予接收" in words and "隐患内容由现在负责的单位查看" in words
    assert "清走课桌" not in words
    assert "不归我校" in words_on(look(cast.officer, here(transfer)))


def test_it_is_withdrawn_by_who_offered_it(look, send, cast):
    transfer = offered(cast)
    send(cast.officer, here(transfer, "withdraw-transfer/"))
    assert Transfer.objects.get().decision == "withdrawn"
    again = send(cast.officer, here(transfer, "withdraw-transfer/"))
    assert again.status_code == 409 and "已经答复过了" in words_on(again)


@pytest.mark.parametrize("act", ["accept-transfer", "decline-transfer"])
def test_the_other_side_answers_nothing(send, cast, act):
    transfer = offered(cast)
    assert send(cast.officer, here(transfer, f"{act}/"), {"reason": "x"}).status_code == 403
    assert send(cast["officer@direct"], here(transfer, f"{act}/")).status_code == 404
    assert Transfer.objects.get().is_open


@pytest.mark.parametrize("act", ["assign", "accept_transfer", "grant"])
def test_only_the_answers_are_there(send, cast, there, act):
    assert send(there, here(offered(cast), f"{act}/")).status_code == 404


def test_a_stale_answer_is_refused(send, cast, there):
    transfer = offered(cast)
    told = {"responsible": cast["responsible@school_b"].pk, "version": 1}
    assert send(there, here(transfer, "accept-transfer/"), told).status_code == 412


def test_pictures_of_the_case_are_shown_while_it_is_open(look, send, cast, there):
    transfer = offered(cast)
    photo = transfer.hazard.photos.get()
    address = here(transfer, f"photos/{photo.pk}/thumb/")
    assert look(there, address).status_code == 200
    assert look(there, f"/photos/{photo.pk}/thumb/").status_code == 404
    assert look(cast["officer@direct"], address).status_code == 404
    services.decline_transfer(transfer, by=there, reason="不归我校")
    assert look(there, address).status_code == 404


def test_what_is_offered_waits_on_the_receivers_first_page(look, cast, there):
    transfer = offered(cast)
    page = look(there, "/")
    assert "待接收" in words_on(page) and f'href="{here(transfer)}"' in page.content.decode()
    assert page.context["nav"]["todo"] == 1
    services.withdraw_transfer(transfer, by=cast.officer)
    assert "待接收" not in words_on(look(there, "/"))


def test_both_sides_find_their_letters_in_one_list(look, cast, there):
    transfer = offered(cast)
    for person in (cast.officer, there, cast.auditor):
        assert transfer.hazard.number in words_on(look(person, "/transfers/"))
    assert "没有移交" in words_on(look(cast["officer@direct"], "/transfers/"))


def test_a_notification_leads_to_the_letter(look, cast, there):
    transfer = offered(cast)
    told = Notification.objects.get(recipient=there)
    address = reverse("web:notification", args=[told.pk])
    assert look(there, address).url == here(transfer)


def test_the_ledger_marks_and_finds_what_is_offered(look, cast):
    transfer, other = offered(cast), cast.reported()
    page = look(cast.officer, "/hazards/?offered=true")
    words = words_on(page)
    assert transfer.hazard.number in words and other.number not in words
    assert "待育才小学接收" in words


def test_the_history_says_from_where_to_where(look, cast, there):
    transfer = offered(cast)
    told = {"responsible": cast["responsible@school_b"]}
    services.accept_transfer(transfer, by=there, **told)
    words = words_on(look(there, f"/hazards/{transfer.hazard_id}/"))
    assert "由示范小学移出" in words and "移交育才小学" in words


def test_all_of_it_is_in_chinese(look, cast, there):
    transfer = offered(cast)
    for person, address in (
        (there, here(transfer)),
        (there, "/"),
        (there, "/transfers/"),
        (cast.officer, here(transfer)),
        (cast.officer, f"/hazards/{transfer.hazard_id}/"),
    ):
        assert english_on(look(person, address)) == [], address


def test_who_found_it_reads_it_at_the_other_unit_and_is_offered_nothing(look, send, cast, there):
    transfer = offered(cast, cast.reported())
    services.accept_transfer(transfer, by=there)
    address = f"/hazards/{transfer.hazard_id}/"
    page = look(cast.inspector, address)
    assert page.context["card"].moves == page.context["card"].acts == []
    assert "这一步不用您办" in words_on(page)
    refused = send(cast.inspector, f"{address}fix-on-spot/", {"measures_taken": "搬走"})
    assert refused.status_code == 403
    fixer, taken = cast["responsible@school_b"], Hazard.objects.get(pk=transfer.hazard_id)
    cast.rectified(cast.assigned(taken, there, responsible=fixer), fixer)
    assert "在等安全负责人。" in words_on(look(cast.inspector, address))


def test_the_list_costs_the_same_however_long_it_is(client, cast, django_assert_max_num_queries):
    client.force_login(cast.auditor)
    for _ in range(3):
        offered(cast)
    with django_assert_max_num_queries(18) as few:
        client.get("/transfers/")
    for _ in range(15):
        offered(cast)
    with django_assert_max_num_queries(18) as many:
        client.get("/transfers/")
    assert len(few) == len(many)
