"""What waits today for each of the demo people that the README names."""

from collections.abc import Callable
from datetime import datetime, timedelta

from demo import texts
from demo.hazards import plots
from demo.hazards.stories import Story
from hazards.models import Source
from workflow.states import Outcome, Severity

# Begins a story at a unit ("school", "school_b", "direct") with the category's finding of that
# position, found so many days ago.
Begin = Callable[[str, str, int, int], Story]


def waiting(begin: Begin, now: datetime) -> list[Story]:
    """At the school of most demo people first, so that a small demo has the most telling ones."""
    here, there = _at_the_school(begin, now), _at_other_places(begin, now)
    return [*here, _offered(begin("school_b", "surroundings", 0, 6), to=here[0]), *there]


def _at_the_school(begin: Begin, now: datetime) -> list[Story]:
    panel = _due_soon(begin("school", "electric", 0, 6))
    return [
        _overdue(begin("school", "fire", 0, 14), 10),
        panel,
        _came_back(begin("school", "facility", 0, 9)),
        _new(_at(now, 95, begin("school", "gas", 0, 0)), Source.SELF_CHECK),
        _to_review(begin("school", "building", 2, 8)),
        _major_to_close(begin("school", "crowd", 0, 26)),
        _found_by_bureau(begin("school", "food", 0, 11)),
        _more_time(begin("school", "facility", 2, 10)),
        _fixed_on_spot(_at(now, 260, begin("school", "fire", 2, 0))),
        _back_again(begin("school", "health", 0, 60)),
        _new(_at(now, 40, begin("school", "security", 0, 0)), Source.TIP),
        _seen_again(begin("school", "electric", 0, 4), panel),
        _elsewhere(begin("school", "surroundings", 0, 20)),
    ]


def _at_other_places(begin: Begin, now: datetime) -> list[Story]:
    return [
        _major_listed(begin("school_b", "building", 0, 40)),
        _major_delisted(begin("direct", "dormitory", 2, 75)),
        _overdue(begin("school_b", "electric", 3, 13), 9),
        _to_review(begin("school_b", "fire", 4, 7)),
        _new(_at(now, 150, begin("school_b", "facility", 3, 0)), Source.SNAPSHOT),
        _due_soon(begin("school_b", "food", 3, 5)),
        _due_soon(begin("direct", "lab_chemical", 0, 6)),
        _to_review(begin("direct", "facility", 2, 9)),
        _new(_at(now, 70, begin("direct", "dormitory", 0, 0)), Source.SELF_CHECK),
        _came_back(begin("direct", "electric", 5, 8)),
        _overdue(begin("direct", "special_equipment", 1, 16), 12),
        _not_one(begin("school_b", "construction", 1, 30)),
    ]


def _at(now: datetime, minutes: int, story: Story) -> Story:
    """So many minutes ago."""
    story.at = now - timedelta(minutes=minutes)
    return story


def _new(story: Story, source: str) -> Story:
    story.report(story.troupe.inspector, source, 2)
    return story


def _overdue(story: Story, allowed: int) -> Story:
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).assign(allowed - 1)
    return story


def _due_soon(story: Story) -> Story:
    """Two days are left."""
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).assign(story.age + 1)
    return story


def _came_back(story: Story) -> Story:
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).assign(story.age + 4)
    story.ago(3, 15).rectify()
    story.ago(1, 9).send_back(story.troupe.officer)
    return story


def _to_review(story: Story) -> Story:
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).assign(story.age + 2)
    story.ago(1, 16).rectify()
    return story


def _found_by_bureau(story: Story) -> Story:
    story.report(story.troupe.bureau_inspector, Source.BUREAU_CHECK)
    story.ago(story.age - 1).assign(story.age + 3)
    story.ago(2, 11).rectify()
    return story


def _more_time(story: Story) -> Story:
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).control()
    story.ago(story.age - 1, 11).assign(story.age)
    story.ago(1, 14).ask_for_time(12)
    return story


def _fixed_on_spot(story: Story) -> Story:
    story.report(story.troupe.inspector, Source.SNAPSHOT)
    story.at += timedelta(minutes=45)
    story.fix_on_spot(story.troupe.inspector)
    return story


def _back_again(story: Story) -> Story:
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).assign(12)
    story.ago(story.age - 9).rectify()
    story.ago(story.age - 10).close(story.troupe.officer)
    story.ago(2, 9)
    story.due = story.at + timedelta(days=10)
    by = story.troupe.above or story.troupe.auditor
    reason = texts.REOPEN_REASONS[0]
    story.do("reopen", by, reason=reason, due_on=story.due.date())
    return story


def _major_to_close(story: Story) -> Story:
    """Fixed; the auditor's on-site photo is all that is lacking."""
    _major(story, 30)
    story.ago(1, 15).rectify()
    return story


def _major_listed(story: Story) -> Story:
    """Fixed, but still listed for supervision: nobody can close it yet."""
    _major(story, 45)
    story.ago(story.age - 3).list_for_supervision(3, 45)
    story.ago(2, 11).rectify()
    return story


def _major_delisted(story: Story) -> Story:
    _major(story, 40)
    story.ago(story.age - 2).list_for_supervision(2, 45)
    story.ago(42).rectify()
    story.ago(40, 9).do("delist", story.troupe.auditor)
    story.ago(40, 10).close()
    return story


def _major(story: Story, allowed: int) -> None:
    story.severity = Severity.MAJOR
    story.report(story.troupe.bureau_inspector, Source.BUREAU_CHECK, 2)
    story.at += timedelta(hours=1)
    story.control()
    story.ago(story.age - 1).assign(allowed, by=story.troupe.auditor)


def _seen_again(story: Story, first: Story) -> Story:
    story.earlier = first
    plots.duplicate(story)
    return story


def _elsewhere(story: Story) -> Story:
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).do(
        "dismiss",
        story.troupe.officer,
        outcome=Outcome.TRANSFERRED,
        reason=texts.TRANSFERRED,
        transferred_to=texts.TRANSFERRED_TO[1],
    )
    return story


def _offered(story: Story, to: Story) -> Story:
    """It belongs to the school of most demo people, whose officer is to answer."""
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).assign(story.age + 6)
    unit = to.troupe.unit
    story.ago(1, 9).do("offer_transfer", story.troupe.officer, unit=unit, reason=texts.NOT_OURS)
    return story


def _not_one(story: Story) -> Story:
    story.report(story.troupe.inspector)
    story.ago(story.age - 1).do(
        "dismiss",
        story.troupe.officer,
        outcome=Outcome.NOT_A_HAZARD,
        reason=texts.NOT_A_HAZARD[1],
    )
    return story
