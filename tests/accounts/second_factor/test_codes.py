"""Codes of the app and recovery codes: each opens once, and nothing that is kept gives one away."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import RecoveryCode, SecondFactor
from accounts.second_factor import codes, setting_up, showing
from audit.models import Event
from notifications.models import Notification
from tests.accounts.second_factor.app import App, set_up, wrong

STEP = timedelta(seconds=30)


@pytest.fixture
def noon():
    with time_machine.travel("2026-06-01 12:00:10+08:00", tick=False) as clock:
        yield clock


@pytest.fixture
def asked(rf):
    return rf.post("/second-factor/", REMOTE_ADDR="203.0.113.7")


@pytest.fixture
def shows(cast, asked):
    def show(typed: str) -> bool:
        try:
            showing.show(cast.auditor, typed, request=asked)
        except ValidationError as refusal:
            assert refusal.code == "second_factor_invalid"
            return False
        return True

    return show


def test_the_code_is_that_of_the_standard():
    """RFC 6238, appendix B: the last six of its eight digits."""
    key = b"12345678901234567890"
    vectors = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {at: codes.code_at(key, at // 30) for at in vectors} == vectors


def test_a_code_is_taken_once_and_none_before_it_either(cast, noon, shows):
    app, _codes = set_up(cast.auditor)
    assert not shows(app.code()), "the one it was set up with"
    noon.shift(STEP)
    now = app.code()
    assert shows(now) and not shows(now)
    assert not shows(app.code(-1)), "an older one"
    noon.shift(STEP)
    assert shows(app.code())


@pytest.mark.parametrize(
    ("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_half_a_minute_wrong(cast, noon, shows, steps, is_taken):
    app, _codes = set_up(cast.auditor)
    noon.shift(10 * STEP)
    assert shows(app.code(steps)) is is_taken


@pytest.mark.parametrize("written", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_a_code_may_be_typed_in_two_groups(cast, noon, shows, written):
    app, _codes = set_up(cast.auditor)
    noon.shift(STEP)
    code = app.code()
    assert shows(written.format(code[:3], code[3:]))


def test_digits_of_another_width_are_the_same_digits(cast, noon, shows):
    app, _codes = set_up(cast.auditor)
    noon.shift(STEP)
    assert shows(app.code().translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)}))


def test_a_recovery_code_opens_once_and_its_owner_is_told(cast, noon, shows):
    _app, made = set_up(cast.auditor)
    first = made[0]
    assert len(set(made)) == 10
    assert shows(f"{first[:4]}-{first[4:8]}-{first[8:]}".lower()) and not shows(first)
    assert shows(made[1])
    told = Notification.objects.filter(recipient=cast.auditor, kind="recovery_code_used")
    assert [one.params["left"] for one in told.order_by("pk")] == ["9", "8"]


def test_new_recovery_codes_end_those_before(cast, noon, shows):
    _app, made = set_up(cast.auditor)
    new = setting_up.renew_recovery_codes(by=cast.auditor)
    assert not shows(made[0]) and shows(new[0])


def test_another_persons_code_opens_nothing(cast, noon, shows):
    set_up(cast.auditor)
    app, made = set_up(cast.officer)
    noon.shift(STEP)
    assert not shows(app.code()) and not shows(made[0])


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "абвгде", "      ", "0" * 60])
def test_what_is_no_code_is_refused_as_a_wrong_one(cast, noon, shows, typed):
    set_up(cast.auditor)
    assert not shows(typed)


def test_neither_key_nor_codes_are_in_the_tables(cast, noon, settings):
    app, made = set_up(cast.auditor)
    kept = [str(row) for table in (SecondFactor, RecoveryCode) for row in table.objects.values()]
    kept += [str(row) for row in Event.objects.values()]
    secrets = [*made, app.key.hex(), app.code()]
    assert not [word for word in secrets for row in kept if word in row]
    settings.SECRET_KEY = "another" * 10
    factor = SecondFactor.objects.get(person=cast.auditor)
    assert codes.key_of(factor.pk, factor.seed) != app.key


def test_a_key_counts_only_once_a_code_of_it_was_shown(cast, noon):
    seed = codes.new_seed()
    app = App(setting_up.proposed(cast.auditor, seed).key)
    with pytest.raises(ValidationError) as refusal:
        setting_up.confirm(seed, wrong(app), by=cast.auditor)
    assert refusal.value.code == "wrong" and not SecondFactor.objects.exists()
    setting_up.confirm(seed, app.code(), by=cast.auditor)
    with pytest.raises(ValidationError) as refusal:
        setting_up.confirm(codes.new_seed(), app.code(), by=cast.auditor)
    assert refusal.value.code == "there_is_one"


def test_right_and_wrong_ones_are_logged(cast, noon, shows):
    app, made = set_up(cast.auditor)
    noon.shift(STEP)
    shows(wrong(app)), shows(app.code()), shows(made[0])
    kinds = ["factor_failed", "factor_shown", "factor_shown"]
    logged = Event.objects.filter(kind__in=set(kinds), at__lte=timezone.now()).order_by("pk")
    assert [one.kind for one in logged] == kinds
    assert [one.details.get("way") for one in logged] == [None, "app", "recovery_code"]
    assert {one.account for one in logged} == {cast.auditor.username}
