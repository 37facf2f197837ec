"""People tell of dangers: a few in the safety month of 2021, a few in the days before today; the
bureau's tip handler verifies, answers and rewards."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from demo import days
from demo.district import District
from demo.people import HANDLER, Staff
from demo.texts import tips as texts
from hazards.models import Hazard
from organizations.models import Unit
from tips import services
from tips.identity.tipsters import Tipster
from tips.models import Tip

SEED = "2021"
JUNE = (3, 8, 10, 17, 22)  # days of the safety month
LATELY = (11, 9, 8, 5, 3, 1)  # days ago
VERIFIED_AFTER, ANSWERED_AFTER = timedelta(days=2), timedelta(days=4)
NEWS_ON, REWARD_AFTER = date(2021, 6, 24), timedelta(days=5)
REWARDED = 1  # which tip
REWARD = Decimal(200)
UNREAL = "1380000{n:04}"  # numbers nobody has


class Turn(NamedTuple):
    """One step: a tip told, verified, answered, rewarded, or a news report. `n` is which tip."""

    at: datetime
    verb: str
    n: int


def plan(now: datetime) -> list[Turn]:
    today = timezone.localdate(now)
    told = [date(2021, 6, day) for day in JUNE] + [days.school_day(today, n) for n in LATELY]
    turns = [Turn(days.moment(NEWS_ON, 16 * 60), "news", 0)]
    for n, day in enumerate(told):
        at = days.moment(day, 11 * 60 + 7 * n)
        turns.append(Turn(at, "tell", n))
        turns.append(Turn(at + VERIFIED_AFTER, "verify", n))
        turns.append(Turn(at + ANSWERED_AFTER, "answer", n))
    first_at = next(turn.at for turn in turns if turn.n == REWARDED)
    turns.append(Turn(first_at + REWARD_AFTER, "reward", REWARDED))
    return [turn for turn in turns if turn.at < now]


class Teller:
    """Takes the steps; a tip joins what is open in its unit, or is decided otherwise."""

    def __init__(self, district: District, staff: Staff) -> None:
        self.handler, self.bureau = staff[district.bureau.code, HANDLER], district.bureau
        self.units = [district.school, district.school_b, district.direct, district.school]
        self.chance = Random(f"{SEED}/tips")
        self.tips: dict[int, Tip] = {}

    def take(self, turn: Turn) -> None:
        verbs = {
            "tell": self._tell,
            "verify": self._verify,
            "answer": self._answer,
            "reward": self._reward,
            "news": self._news,
        }
        verbs[turn.verb](turn.n, turn.at)

    def _tell(self, n: int, at: datetime) -> None:
        place, text = texts.TOLD[n % len(texts.TOLD)]
        who = Tipster(UNREAL.format(n=n)) if n % 3 == 1 else Tipster()
        told = {"place": place, "text": text, "who": who, "id": self._id(), "at": at}
        self.tips[n] = services.receive(unit=self._unit(n), **told).tip

    def _unit(self, n: int) -> Unit:
        return self.units[n % len(self.units)]

    def _verify(self, n: int, at: datetime) -> None:
        if n == len(JUNE) + len(LATELY) - 2:  # it still waits to be verified
            return
        tip, given = self.tips[n], {"by": self.handler, "at": at}
        joined = self._open_one(tip)
        if n % 4 == 2:
            to = {"forwarded_to": texts.FORWARDED_TO, "reason": texts.NOT_OURS}
            self.tips[n] = services.forward(tip, **to, **given)
        elif joined is None or n % 4 == 3:
            self.tips[n] = services.unfounded(tip, reason=texts.UNFOUNDED, **given)
        else:
            self.tips[n] = services.accept(tip, joins=joined, reason=texts.CONFIRMED, **given)

    def _open_one(self, tip: Tip) -> Hazard | None:
        seen = Hazard.objects.visible_to(self.handler).filter(unit=tip.unit).open()
        return seen.order_by("reported_at", "pk").first()

    def _answer(self, n: int, at: datetime) -> None:
        tip = self.tips[n]
        if tip.is_decided and n != len(JUNE) + 1:  # one waits to be answered, past its days
            answer = texts.ANSWERS[tip.state]
            self.tips[n] = services.feedback(tip, by=self.handler, answer=answer, at=at)

    def _reward(self, n: int, at: datetime) -> None:
        if self.tips[n].state == "accepted":
            told: dict[str, Any] = {"kind": "public", "amount": REWARD, "id": self._id()}
            day = timezone.localdate(at)
            services.reward(self.tips[n], by=self.handler, day=day, at=at, **told)

    def _news(self, _n: int, at: datetime) -> None:
        told = {"title": texts.NEWS, "day": timezone.localdate(at), "id": self._id(), "at": at}
        services.record_news(by=self.handler, unit=self.bureau, **told)

    def _id(self) -> uuid.UUID:
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)
