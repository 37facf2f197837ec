"""Whatever stands in a ledger: no name, phone or identity number of it is in an issued notice,
unless somebody has checked that very one."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from organizations.models import Membership, Role
from papers.periods.public_notice import public_notice
from papers.printing import printers
from papers.publishing.finding import fold
from papers.publishing.lines import lines_of
from papers.publishing.services import confirm
from tests.base.strength import tried_on
from tests.papers.printed import text_of
from workflow.errors import SomethingMissing

RARE = "翀琤珩昀祎熠瑄懿璟曦琰晞翊韫骁霁"
names = st.text("王李张欧阳慕容纳兰" + RARE, min_size=2, max_size=4)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True)
parts = st.sampled_from(["", " ", "-", "　", "\u200b"])
phrases = st.sampled_from(["找{}处理", "{}办公室", "{}", "门锁坏了（{}）", "电话{}转"])


@st.composite
def written(draw):
    """A text with secrets in it, each parted in some way, and the secrets."""
    said, secrets = "", []
    for kind in draw(st.lists(st.sampled_from([names, phones, cards]), min_size=1, max_size=3)):
        secret, part = draw(kind), draw(parts)
        secrets.append(secret)
        said += draw(phrases).format(part.join(secret))
    return said[:100], secrets


@pytest.mark.django_db
@tried_on(60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=written(), description=written(), own=written(), registered=st.lists(names))
def test_no_secret_of_a_ledger_is_in_the_bytes_of_a_notice(
    cast, place, description, own, registered
):
    with transaction.atomic():
        secrets = [*place[1], *description[1], *own[1], *registered]
        known = [one for one in secrets if not one[:6].isdigit()]
        for n, name in enumerate(known):
            person = cast.user(f"p{n}", name)
            Membership.objects.create(user=person, unit=cast.school, role=Role.VIEWER)
        hazard = cast.reported(place=place[0], description=description[0])
        with pytest.raises(SomethingMissing):
            confirm(hazard, by=cast.officer, text=own[0])
        confirm(hazard, by=cast.officer, **without_cues(cast, hazard))
        paper = public_notice(cast.school, by=cast.officer)
        told = fold(text_of(printers.printed(paper.paper, "docx"), "docx"))
        assert [one for one in secrets if fold(one) in told] == []
        transaction.set_rollback(True)


def without_cues(cast, hazard) -> dict[str, str]:
    """What is proposed, or a place everybody may read where even that has a cue."""
    (line,) = lines_of([hazard], [hazard.unit], by=cast.officer)
    return {"place": "校内"} if line.cues else {}
