"""A plain question anybody answers, instead of a foreign captcha: it works without a script, and is
bound to one form."""

import secrets
import unicodedata
import uuid
from typing import NamedTuple

from django.core import signing
from django.utils.translation import gettext as _

from texts.writing import as_entered

SALT = "tips.public.questions"
MINUTES = 60
LARGEST = 9


class Question(NamedTuple):
    text: str
    token: str  # goes back with the answer


def ask(form_id: uuid.UUID) -> Question:
    first, second = (secrets.randbelow(LARGEST) + 1 for _n in range(2))
    said = _("What is %(first)s plus %(second)s?") % {"first": first, "second": second}
    return Question(said, signing.dumps([str(form_id), first + second], salt=SALT))


def is_right(token: str, typed: str, form_id: uuid.UUID) -> bool:
    try:
        asked, answer = signing.loads(token, salt=SALT, max_age=MINUTES * 60)
    except signing.BadSignature:
        return False
    return asked == str(form_id) and unicodedata.normalize("NFKC", as_entered(typed)) == str(answer)
