"""What the tips fill of a form: blanks 27 to 29, with the rows behind them."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from organizations.models import Unit
from records.registry import declared
from records.rows import Days
from returns import shipped, verification
from tests.figures.lives import june, moment
from tests.returns.campaigning import Desk, campaign_of
from tests.tips.tampering import key, past_the_triggers
from tests.tips.telling import named
from tips import services
from tips.models import FollowUp, Tip
from workflow.errors import NotPermitted, NotPossible, SomethingMissing

JUNE = Days(june(1), june(30).replace(month=7, day=1))


def counted(name: str, unit: Unit, days: Days = JUNE) -> int:
    source = declared()[name]
    kind = source.kind
    records = kind.in_window(unit, days)
    rows = kind.rows(records, {name: source}, kind.whole_past())
    return sum(row.measures.get(name, 0) for row in rows)


def told_on(telling, day, **given) -> Tip:
    return telling.told(at=moment(day), **given)


def test_a_tip_counts_once_at_the_unit_that_verifies_it(telling, cast):
    told_on(telling, june(1))
    told_on(telling, june(30))
    told_on(telling, june(1).replace(month=5, day=31))
    told_on(telling, june(30).replace(month=7, day=1))
    named(cast["officer@central"], cast.units["central"])
    told_on(telling, june(10))
    assert counted("tips.received", cast.units["bureau"]) == 2
    assert counted("tips.received", cast.units["central"]) == 1
    assert counted("tips.received", cast.school) == 0


def test_whatever_was_decided_counts_but_junk_until_it_is_taken_back(telling, cast):
    tip, junk = told_on(telling, june(5)), told_on(telling, june(6))
    services.unfounded(tip, by=telling.handler, reason="没有", at=moment(june(7)))
    junk = services.set_aside(junk, by=telling.handler, reason="刷的", at=moment(june(7)))
    assert counted("tips.received", cast.units["bureau"]) == 1
    services.take_back(junk, by=telling.handler, reason="是真的", at=moment(june(8)))
    assert counted("tips.received", cast.units["bureau"]) == 2


def test_rewards_of_the_public_and_of_staff_are_told_apart_and_corrected(telling, cast):
    tip = telling.accepted(told_on(telling, june(5)), at=moment(june(6)))
    told = {"by": telling.handler, "amount": 200, "day": june(9), "at": moment(june(9))}
    first = services.reward(tip, kind="public", **told)
    services.reward(tip, kind="staff", **told)
    assert counted("tips.rewarded", cast.units["bureau"]) == 1
    changed = {"by": telling.handler, "reason": "是本单位的人", "at": moment(june(10))}
    new, is_new = services.supersede(first, kind="staff", **changed)
    assert is_new and counted("tips.rewarded", cast.units["bureau"]) == 0
    with pytest.raises(NotPossible):
        services.supersede(first, day=june(10), **changed)
    assert FollowUp.objects.get(pk=first.pk).superseded_by == new


@pytest.mark.parametrize(
    "given, code",
    [
        ({"kind": "news"}, "kind"),
        ({"amount": 0}, "amount"),
        ({"amount": None}, "amount"),
        ({"day": None}, "day"),
        ({"day": june(4)}, "day"),
    ],
)
def test_a_reward_says_to_whom_how_much_and_when(telling, given, code):
    tip = telling.accepted(told_on(telling, june(5)))
    told = {"kind": "public", "amount": 200, "day": june(9), **given}
    with pytest.raises(SomethingMissing) as refusal:
        services.reward(tip, by=telling.handler, **told)
    assert [lack.code for lack in refusal.value.missing] == [code]


def test_news_of_a_lead_are_recorded_by_the_units_handlers(telling, cast):
    told = {"unit": cast.units["bureau"], "title": "热心市民发现隐患", "day": june(12)}
    services.record_news(by=telling.handler, **told)
    assert counted("tips.news", cast.units["bureau"]) == 1
    with pytest.raises(NotPermitted):
        services.record_news(by=cast["administrator@bureau"], **told)
    with pytest.raises(SomethingMissing):
        services.record_news(by=telling.handler, **{**told, "title": " "})


def everything(telling):
    """A tip through a whole life, with a picture, a reward and a correction."""
    tip = telling.accepted(telling.told())
    services.feedback(tip, by=telling.handler, answer="已列入台账")
    told = {"by": telling.handler, "kind": "public", "amount": 100, "day": timezone.localdate()}
    reward = services.reward(tip, **told)
    services.supersede(reward, by=telling.handler, reason="少了", amount=200)
    for state in ("repeated", "unfounded", "forwarded", "set_aside"):
        telling.in_state(state)
    services.reconsider(telling.in_state("forwarded"), by=telling.handler, reason="归我们")
    services.take_back(telling.in_state("set_aside"), by=telling.handler, reason="不是")
    return Tip.objects.get(pk=tip.pk)


def test_each_tip_is_what_its_history_leads_to(telling, capsys):
    everything(telling)
    call_command("verify_tips")
    assert "are what their history tells" in capsys.readouterr().out


@pytest.mark.parametrize(
    "table, change",
    [
        ("tips_tip", {"text": "没有的事"}),
        ("tips_tip", {"place": "北门"}),
        ("tips_tip", {"received_on": "2021-07-01"}),
        ("tips_tip", {"feedback_due_on": "2030-01-01"}),
        ("tips_tip", {"answer": "别的"}),
        ("tips_tip", {"state": "unfounded"}),
        ("tips_followup", {"amount": 1}),
        ("tips_followup", {"kind": "staff"}),
    ],
)
def test_what_was_altered_in_the_database_is_found(telling, table, change):
    tip = everything(telling)
    ((column, value),) = change.items()
    where = "id" if table == "tips_tip" else "tip_id"
    past_the_triggers(f"UPDATE {table} SET {column} = %s WHERE {where} = %s", value, key(tip))
    with pytest.raises(CommandError):
        call_command("verify_tips")


def test_the_unit_that_counts_it_cannot_be_changed_unseen(telling, cast):
    tip = everything(telling)
    past_the_triggers(
        "UPDATE tips_tip SET verifier_id = %s WHERE id = %s", cast.units["central"].pk, key(tip)
    )
    with pytest.raises(CommandError):
        call_command("verify_tips")


YAML = """\
code: leads
version: "1"
layout: table
title: 举报情况表
heads: [项目, 要求, 进展]
header: {unit: 填报单位, contact_name: 联系人, contact_phone: 电话, filled_on: 填报日期}
sections:
  - title: 举报渠道
    rows:
      - activity: 举报
        requirements: [畅通渠道]
        prompt: 接收举报{received}条次，奖励{rewarded}人，新闻报道{news}次
indicators:
  - {code: received, label: 接收, type: int, aggregation: sum, counted_in: 条次,
     source: tips.received, meaning: 接收的举报}
  - {code: rewarded, label: 奖励, type: int, aggregation: sum, counted_in: 人,
     source: tips.rewarded, meaning: 奖励的群众}
  - {code: news, label: 报道, type: int, aggregation: sum, counted_in: 次,
     source: tips.news, meaning: 新闻报道}
"""


def test_a_tip_altered_behind_a_frozen_return_is_found_with_it(telling, cast):
    shipped.enter(YAML)
    desk = Desk(cast, campaign_of(telling.handler, cast.units["bureau"], "leads"))
    tip = telling.accepted(told_on(telling, june(5)), at=moment(june(6)))
    told = {"by": telling.handler, "amount": 200, "day": june(9), "at": moment(june(9))}
    services.reward(tip, kind="public", **told)
    desk.submit("bureau")
    assert [desk.value("bureau", code) for code in ("received", "rewarded", "news")] == [1, 1, 0]
    assert list(verification.faults()) == []
    past_the_triggers("UPDATE tips_tip SET place = %s WHERE id = %s", "北门", key(tip))
    assert "北门" in " ".join(verification.faults())
