"""Setting junk aside in one act: those alike, and how many they may be."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs import running
from jobs.models import Job
from tests.tips.telling import Telling
from tips import services
from tips.models import Tip, TipEntry
from tips.services import junk
from workflow.errors import SomethingMissing

FLOOD, JUNK = 5_000, "加微信领红包"


@pytest.fixture
def telling(cast):
    return Telling(cast)


def states(*tips: Tip) -> list[str]:
    found = Tip.objects.in_bulk([tip.pk for tip in tips])
    return [found[tip.pk].state for tip in tips]


def test_alike_is_the_unit_and_all_below_the_day_and_words_in_text_or_place(telling, cast):
    now = timezone.now()
    old = telling.told(text=JUNK, at=now - timedelta(days=3))
    new, placed = telling.told(text=JUNK + "!"), telling.told(place="红包")
    real, elsewhere = telling.told(), telling.told(cast.units["school_b"], text=JUNK)
    told = {"unit": cast.units["central"], "since": timezone.localdate(now), "says": "红包"}
    assert services.set_aside_alike(by=telling.handler, reason="刷的", **told) == 2
    assert states(old, new, placed, real, elsewhere) == [
        "received", "set_aside", "set_aside", "received", "received"
    ]  # fmt: skip


def test_without_a_reason_nothing_is_set_aside_nor_left_to_the_worker(telling, monkeypatch):
    monkeypatch.setattr(junk, "AT_ONCE", 0)
    telling.told()
    with pytest.raises(SomethingMissing):
        services.set_aside_alike(by=telling.handler, reason="  ")
    assert not Job.objects.exists()


@pytest.fixture
def job(telling, monkeypatch):
    """Three of them are many here, and left to the worker."""
    monkeypatch.setattr(junk, "AT_ONCE", 2)
    telling.junk = [telling.told(text=JUNK, place=str(n)) for n in range(3)]
    telling.real = telling.told()
    started = services.set_aside_alike(by=telling.handler, reason="刷的", says="红包")
    assert isinstance(started, Job) and states(*telling.junk) == ["received"] * 3
    return started


def test_many_are_set_aside_by_the_worker_each_with_its_own_line(telling, job):
    later = telling.told(text=JUNK)
    running.carry_out(job)
    assert states(*telling.junk) == ["set_aside"] * 3
    assert states(telling.real, later) == ["received"] * 2  # what came in since is not meant
    lines = TipEntry.objects.filter(move="set_aside")
    assert [(line.by, line.note) for line in lines] == [(telling.handler, "刷的")] * 3
    call_command("verify_tips")


def test_begun_again_it_sets_nothing_aside_that_was_taken_back(telling, job):
    running.carry_out(job)
    services.take_back(Tip.objects.get(pk=telling.junk[0].pk), by=telling.handler, reason="真的")
    junk.carry_out(job)
    assert states(*telling.junk) == ["received", "set_aside", "set_aside"]


def test_who_handles_no_tips_any_more_sets_none_aside(telling, job):
    telling.handler.memberships.filter(role="tip_handler").delete()
    junk.carry_out(Job.objects.get(pk=job.pk))
    assert states(*telling.junk) == ["received"] * 3


@pytest.mark.exhaustive
def test_five_thousand_junk_tips_leave_the_list_usable_and_go_in_one_act(telling, client):
    client.force_login(telling.handler)

    def statements(query: str = "") -> int:
        client.get("/tips/")  # the first one after a while also notes when they were last here
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/tips/{query}").status_code == 200
        return len(asked)

    real = [telling.told(place=f"真{n}") for n in range(31)]
    before = statements()
    for n in range(FLOOD):
        telling.told(text=JUNK, place=str(n))
    assert statements() == before and statements("?page=150") <= before
    page = client.get("/tips/").content.decode()
    assert page.count('name="ids"') == 30 and str(FLOOD + 31) in page
    sent = client.post("/tips/set-aside/", {"all": "1", "says": "红包", "reason": "刷的"})
    assert sent.status_code == 302
    running.carry_out(Job.objects.get(kind=junk.KIND))
    assert Tip.objects.filter(state="set_aside").count() == FLOOD
    assert TipEntry.objects.filter(move="set_aside").count() == FLOOD
    assert states(*real) == ["received"] * 31
    assert statements() == before
