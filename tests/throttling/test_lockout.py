"""Guessing is stopped, and nobody is kept out by somebody else's guessing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD
from throttling import attempts
from throttling.models import FailedLogin

NAME = "officer@school"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def in_force(settings, cast):
    settings.LOCKOUT_ENABLED = True


def try_page(client, password, name=NAME, address=HERE):
    told = {"username": name, "password": password}
    return client.post("/login/", told, REMOTE_ADDR=address).status_code


def try_api(client, password, name=NAME, address=HERE):
    told = {"username": name, "password": password}
    told = {"data": told, "content_type": "application/json", "REMOTE_ADDR": address}
    return client.post("/api/v1/auth/login/", **told).status_code


DOORS = pytest.mark.parametrize(
    ("attempt", "inside", "wrong"), [(try_page, 302, 200), (try_api, 200, 401)]
)


def guess(attempt, times, **whom):
    return [attempt(Client(), "wrong", **whom) for _ in range(times)]


@DOORS
def test_the_eighth_failure_locks_this_name_at_this_address(attempt, inside, wrong):
    assert guess(attempt, 8) == [wrong] * 7 + [429]
    assert attempt(Client(), PASSWORD) == 429


def test_a_name_that_is_locked_anywhere_is_one_the_administrators_see():
    guess(try_page, 7)
    assert not attempts.attacked()
    guess(try_page, 1)
    assert [row["name"] for row in attempts.attacked()] == [NAME]


@DOORS
def test_the_same_person_comes_in_at_another_address(attempt, inside, wrong):
    guess(attempt, 8)
    assert attempt(Client(), PASSWORD, address=ELSEWHERE) == inside


@DOORS
def test_a_colleague_comes_in_at_the_same_address(attempt, inside, wrong):
    guess(attempt, 8)
    assert attempt(Client(), PASSWORD, name="viewer@school") == inside


@DOORS
def test_the_persons_own_device_comes_in_whatever_others_do_at_the_same_address(
    attempt, inside, wrong
):
    own = Client()
    assert attempt(own, PASSWORD) == inside
    own.post("/logout/")
    guess(attempt, 8)
    assert attempt(Client(), PASSWORD) == 429
    assert attempt(own, PASSWORD) == inside


@DOORS
def test_guesses_from_everywhere_lock_out_neither_the_own_device_nor_a_clean_address(
    attempt, inside, wrong, settings
):
    settings.LOCKOUT = {**settings.LOCKOUT, "attacked_from": 20}
    own = Client()
    attempt(own, PASSWORD)
    own.post("/logout/")
    for number in range(10):
        guess(attempt, 4, address=f"203.0.113.{number}")
    assert attempt(own, PASSWORD) == inside
    assert attempt(Client(), PASSWORD, address=ELSEWHERE) == inside


def test_an_attacked_name_leaves_strangers_fewer_tries_in_each_place(settings):
    settings.LOCKOUT = {**settings.LOCKOUT, "attacked_from": 20, "per_attacked_name": 3}
    for number in range(10):
        guess(try_api, 2, address=f"203.0.113.{number}")
    assert guess(try_api, 3, address=ELSEWHERE) == [401, 401, 429]


def test_a_device_of_their_own_is_stopped_as_well_when_guesses_come_from_it():
    own = Client()
    try_page(own, PASSWORD)
    own.post("/logout/")
    assert [try_page(own, "wrong") for _ in range(8)][-1] == 429
    assert try_page(own, PASSWORD, address=ELSEWHERE) == 429
    assert try_page(Client(), PASSWORD) == 302


def test_a_device_is_known_for_its_own_people_only():
    own = Client()
    try_page(own, PASSWORD)
    own.post("/logout/")
    guess(try_page, 8, name="viewer@school")
    assert try_page(own, PASSWORD, name="viewer@school") == 429


@pytest.mark.parametrize("forged", ["", "x", "WyJ4IixbMSwyLDNdXQ:1abc:forged"])
def test_a_forged_device_is_a_stranger(forged):
    client = Client()
    client.cookies["known_device"] = forged
    assert [try_page(client, "wrong") for _ in range(8)][-1] == 429


@DOORS
def test_many_names_from_one_address_meet_a_brake(attempt, inside, wrong):
    answers = [attempt(Client(), "wrong", name=f"person{number}") for number in range(40)]
    assert answers == [wrong] * 29 + [429] * 11
    assert attempt(Client(), PASSWORD, address=ELSEWHERE) == inside


def test_the_brake_of_an_address_spares_the_devices_of_those_who_work_there():
    own = Client()
    try_page(own, PASSWORD)
    own.post("/logout/")
    for number in range(31):
        try_page(Client(), "wrong", name=f"person{number}")
    assert try_page(Client(), PASSWORD) == 429
    assert try_page(own, PASSWORD) == 302


def test_a_header_that_claims_another_address_changes_nothing():
    for number in range(8):
        client = Client(headers={"X-Forwarded-For": f"203.0.113.{number}"})
        try_page(client, "wrong")
    assert try_page(Client(headers={"X-Forwarded-For": ELSEWHERE}), PASSWORD) == 429


def test_after_a_quarter_of_an_hour_it_is_over():
    guess(try_page, 8)
    FailedLogin.objects.update(at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert try_page(Client(), PASSWORD) == 302


def test_ones_own_mistakes_are_forgiven_when_one_has_come_in():
    guess(try_page, 7)
    assert try_page(Client(), PASSWORD) == 302
    assert guess(try_page, 7) == [200] * 7


def test_whoever_has_an_account_does_not_clear_an_address_with_it(settings):
    settings.LOCKOUT = {**settings.LOCKOUT, "per_network": 10}
    for number in range(9):
        try_api(Client(), "wrong", name=f"person{number}")
        try_api(Client(), PASSWORD, name="viewer@school")
    assert try_api(Client(), "wrong", name="another") == 429


@pytest.mark.parametrize("name", [NAME, "nobody-has-this"])
def test_a_name_nobody_has_is_locked_like_any_other(name):
    assert guess(try_api, 9, name=name) == [401] * 7 + [429] * 2


def test_of_a_name_nobody_has_no_word_is_kept():
    try_page(Client(), "wrong", name="my-secret-password")
    try_page(Client(), "wrong")
    kept = list(FailedLogin.objects.order_by("pk").values_list("name", flat=True))
    assert kept[0].startswith("?") and "secret" not in kept[0]
    assert kept[1] == NAME


def test_a_log_in_with_the_right_password_costs_a_handful_of_queries(
    cast, django_assert_max_num_queries
):
    for number in range(20):
        try_api(Client(), "wrong", name=f"person{number}")
    with django_assert_max_num_queries(19):  # one of them: is there a second factor?
        assert try_api(Client(), PASSWORD) == 200
