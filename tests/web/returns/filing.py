"""The returns of the cast as people fill them in on the pages."""

import re
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.returns.campaigning import Desk, campaign_of, plausible
from tests.web.reading import CODES, LATIN, ROLES, words_on


def desk_of(cast: Cast, code: str = "safety-month", **given: Any) -> Desk:
    """A campaign that is running: it is due in some days."""
    today = timezone.localdate()
    days = {"activity_from": today - timedelta(20), "activity_through": today + timedelta(10)}
    hazards = {"hazards_from": today - timedelta(20), "hazards_through": today + timedelta(15)}
    told = {**days, **hazards, "due_on": today + timedelta(4), "at": timezone.now(), **given}
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], code, **told))


def at(one: Any, name: str = "return", *more: Any) -> str:
    return reverse(f"web:{name}", args=[one.pk, *more])


def typed(desk: Desk, n: int = 1, **values: Any) -> dict[str, Any]:
    """The blanks as a form sends them."""
    return {f"v-{code}": said for code, said in {**plausible(desk.form, n), **values}.items()}


def queries_for(client: Any, where: str) -> int:
    """How many questions a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def foreign_on(page: Any) -> set[str]:
    """Words that are not Chinese, besides those the notice and the offices use themselves."""
    told = re.sub(r"\b[0-9a-f]{16}\b", "", words_on(page))
    return set(LATIN.findall(ROLES.sub("", CODES.sub("", told)))) - {"Word", "Excel", "H5"}
