"""Which passwords are taken, and with which sentence the others are refused."""

from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.validators import GuessablePasswordValidator
from organizations.models import User

HERE = Path(__file__).parent
GUESSED, TAKEN = ((HERE / name).read_text().split() for name in ("guessed.txt", "taken.txt"))


@pytest.mark.parametrize("password", GUESSED)
def test_what_people_here_choose_first_is_refused(password):
    with pytest.raises(ValidationError) as refused:
        GuessablePasswordValidator().validate(password)
    assert refused.value.code == "password_guessable"


@pytest.mark.parametrize("password", TAKEN)
def test_what_nobody_guesses_is_taken(password):
    validate_password(password, User(username="officer", name="安全负责人"))


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("abcabcabc", "重复"),
        ("1qaz2wsx", "键盘"),
        ("jiaoyuju2024", "很多人"),
        ("short1!", "至少"),
        ("9283746150", "数字"),
        ("officer.school", "相似"),
    ],
)
def test_each_refusal_says_why_in_chinese(password, sentence, db):
    person = User(username="officer@school", name="安全负责人")
    with pytest.raises(ValidationError) as refused:
        validate_password(password, person)
    assert any(sentence in words for words in refused.value.messages), refused.value.messages


def test_a_guessable_one_is_refused_on_the_page_and_in_the_administration(client, cast):
    client.force_login(cast["administrator@bureau"])
    told = {
        "old_password": "correct horse",
        "new_password1": "woaini1314",
        "new_password2": "woaini1314",
    }
    assert "最先被人猜到" in client.post("/me/password/", told).content.decode()
    told = {"password1": "woaini1314", "password2": "woaini1314", "usable_password": "true"}
    url = f"/admin/organizations/user/{cast.officer.pk}/password/"
    assert "最先被人猜到" in client.post(url, told).content.decode()
    assert User.objects.get(pk=cast.officer.pk).check_password("correct horse")
