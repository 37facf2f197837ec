"""The notices that went out in the demo: a handful, each through its service, at its own moment."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from demo import days
from demo.district import District
from demo.hazards.stories import Step, Story
from demo.people import Staff
from demo.returns import campaigns
from hazards.models import Hazard
from organizations.models import Role, Unit, User
from papers.hazards import notices
from papers.letterheads import Letterhead
from papers.periods import public_notice
from papers.publishing import services as wordings
from papers.publishing.finding import findings
from workflow.states import State

DEMO = "（演示）"
TOGETHER = 4  # hazards in one rectification notice
SUPERVISED, REVIEWED = 3, 1  # the latest, of each kind of review
REVIEWS = ("send_back", "close")
TYPED = timedelta(minutes=10)  # from the act to its paper; before anybody acts again
AFTERNOON = 16 * 60 + 40
# Whose post it comes from, whose hazards it is about, and how many days ago.
DEMANDS = (
    ("school", "school", 5),
    ("central", "school", 3),
    ("bureau", "school_b", 4),
    ("direct", "direct", 2),
)
# A cue stands in it, a class of people and nobody in particular: checked, and said to be.
OWN_WORDS = "查出的问题已向全体学生和家长公布整改进展，现场设有警示标志。"
OF_2021 = date(2021, 6, 16)


class Notice(NamedTuple):
    """One to issue: about `story`, or about what is open at `unit` by then."""

    at: datetime
    verb: str
    by: User
    unit: Unit
    story: Story | None = None


class Outbox:
    """The plan of all that goes out, and who issues it from where."""

    def __init__(self, district: District, staff: Staff, stories: Iterable[Story]) -> None:
        self.district, self.staff, self.stories = district, staff, list(stories)

    def plan(self, now: datetime) -> list[Notice]:
        today = timezone.localdate(now)
        planned = [
            *self._demands(today),
            *self._about("list_for_supervision", "supervision", SUPERVISED),
            *(one for verb in REVIEWS for one in self._about(verb, "review", REVIEWED)),
        ]
        return [notice for notice in planned if notice.at < now]

    def _demands(self, today: date) -> Iterable[Notice]:
        for issuer, where, ago in DEMANDS:
            at = days.moment(days.school_day(today, ago), AFTERNOON)
            yield self._from(issuer, "rectification", at, where)
        for where in ("school", "direct"):
            yield self._from(where, "rectification", days.moment(OF_2021, AFTERNOON), where)
        end = days.moment(campaigns.HAZARDS[1] + timedelta(days=3), AFTERNOON)
        yield self._from("central", "public", end, "school")

    def _from(self, issuer: str, verb: str, at: datetime, where: str) -> Notice:
        return Notice(at, verb, self._officer(issuer), getattr(self.district, where))

    def _officer(self, where: str) -> User:
        role = Role.AUDITOR if where == "bureau" else Role.OFFICER
        return self.staff[getattr(self.district, where).code, role]

    def _about(self, act: str, verb: str, most: int) -> list[Notice]:
        """After the latest acts of that name by somebody who may issue papers."""
        steps = [step for story in self.stories for step in story.steps if self._leads(step, act)]
        latest = sorted(steps, key=lambda step: step.at)[-most:]
        return [
            Notice(step.at + TYPED, verb, step.by, step.story.troupe.unit, step.story)
            for step in latest
        ]

    def _leads(self, step: Step, act: str) -> bool:
        issuers = [self._officer(where) for where in ("bureau", "central", "school", "direct")]
        return step.verb == act and step.by in issuers


def plan(district, staff, stories, now: datetime) -> list[Notice]:
    return Outbox(district, staff, stories).plan(now)


def furnish(district: District) -> None:
    """Letterheads that say at the head and in the number what this is."""
    for unit in district[1:]:
        heading = unit.name.removesuffix(DEMO) + DEMO
        Letterhead.objects.create(unit=unit, name=heading, number_prefix=heading)


class Clerk:
    """Issues them; `hazards` are those the stories have become so far."""

    def __init__(self, hazards: dict[Story, Hazard]) -> None:
        self.hazards = hazards

    def take(self, notice: Notice) -> None:
        acts = {
            "rectification": self._demand,
            "supervision": self._supervise,
            "review": self._review,
            "public": self._publish,
        }
        acts[notice.verb](notice)

    def _hazard(self, notice: Notice) -> Hazard:
        assert notice.story
        return Hazard.objects.for_list().get(pk=self.hazards[notice.story].pk)

    def _demand(self, notice: Notice) -> None:
        """Those in hand at the unit just then, the latest first."""
        there = Hazard.objects.filter(unit=notice.unit, state=State.ASSIGNED).for_list()
        latest = list(there.order_by("-assigned_at", "number")[:TOGETHER])
        if latest:
            notices.rectification_notice(latest, by=notice.by, at=notice.at)

    def _supervise(self, notice: Notice) -> None:
        notices.supervision_notice(self._hazard(notice), by=notice.by, at=notice.at)

    def _review(self, notice: Notice) -> None:
        notices.review_opinion(self._hazard(notice), by=notice.by, at=notice.at)

    def _publish(self, notice: Notice) -> None:
        """What the month of the notice brought to light there, where it fits on one; each row read
        before, the first of them in words of its own."""
        first, last = campaigns.HAZARDS
        end = last + timedelta(days=1)
        found = list(public_notice.published(notice.by, notice.unit, first, end))
        if 0 < len(found) <= public_notice.MOST:
            self._read(found, notice.by, notice.at - TYPED)
            told = {"found_from": first, "found_to": end}
            public_notice.public_notice(notice.unit, by=notice.by, at=notice.at, **told)

    def _read(self, found: list[Hazard], by: User, at: datetime) -> None:
        own = {found[0].pk: OWN_WORDS}
        for hazard in found:
            words = own.get(hazard.pk)
            keys = [one.key for one in findings("text", words)] if words else []
            wordings.confirm(hazard, by=by, at=at, text=words, checked=keys)
