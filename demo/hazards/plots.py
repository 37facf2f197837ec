"""How a demo hazard's life goes. Each plot tells it to the end; what lies ahead is cut off."""

from collections.abc import Callable
from datetime import timedelta

from demo import texts
from demo.drawing.drawings import SHOTS
from demo.hazards.stories import Story
from hazards.models import Source
from organizations.models import User
from workflow.states import Outcome, Severity

Plot = Callable[[Story], None]
ANGLES = 12  # shots of a spot that its own story may take; the rest are for a duplicate


def found(story: Story) -> None:
    """Somebody reports it: mostly the unit's inspector, sometimes from above, or on a tip."""
    troupe, roll = story.troupe, story.rng.random()
    month = story.at.month
    photos = 0 if story.category == "management" and roll < 0.5 else None
    by: User
    if roll < 0.07:
        by, source = troupe.bureau_inspector, Source.BUREAU_CHECK
    elif roll < 0.12:
        by, source = troupe.officer, Source.TRANSFERRED if roll < 0.09 else Source.TIP
    elif roll < 0.2:
        by, source = troupe.inspector, Source.TIP if roll < 0.14 else Source.SNAPSHOT
    else:
        in_campaign = month in (6, 9) and roll < 0.6
        by, source = troupe.inspector, Source.CAMPAIGN if in_campaign else Source.SELF_CHECK
    story.report(by, source, photos)


def taken_up(story: Story) -> None:
    found(story)
    story.wait(0, 2)
    story.assign(story.rng.choice((5, 7, 7, 10, 10, 14, 20)))


def fixed_and_closed(story: Story) -> None:
    story.rectify()
    story.wait(0, 3)
    story.close()


def plain(story: Story) -> None:
    taken_up(story)
    story.until_due(0, 4)
    fixed_and_closed(story)


def by_the_officer(story: Story) -> None:
    """The officer enters the repair for the responsible person; somebody else closes."""
    taken_up(story)
    story.until_due(0, 4)
    story.rectify(by=story.troupe.officer)
    story.wait(0, 3)
    story.close()


def on_spot(story: Story) -> None:
    found(story)
    story.at += timedelta(minutes=story.rng.randrange(10, 90))
    troupe = story.troupe
    finder = story.reporter or troupe.inspector
    is_own = finder != troupe.bureau_inspector and story.rng.random() < 0.7
    by = finder if is_own else troupe.responsible
    story.fix_on_spot(by)
    story.wait(0, 2)
    story.close()


def on_a_tip(story: Story) -> None:
    """Somebody told of it; the officer enters it."""
    story.report(story.troupe.officer, Source.TIP)
    story.wait(0, 1)
    story.assign(7)
    story.until_due(0, 4)
    fixed_and_closed(story)


def violation(story: Story) -> None:
    """Against law or rule: its finding says so."""
    plain(story)


def late(story: Story) -> None:
    taken_up(story)
    story.past_due(1, 9)
    fixed_and_closed(story)


def sent_back(story: Story) -> None:
    taken_up(story)
    story.until_due(2, 5)
    for _ in range(story.rng.choice((1, 1, 1, 2))):
        story.rectify()
        story.wait(0, 2)
        story.send_back()
        story.wait(1, 3)
    fixed_and_closed(story)


def reassigned(story: Story) -> None:
    taken_up(story)
    story.wait(1, 2)
    reason = story.some(texts.REASSIGN_REASONS)
    measures = f"{story.finding.measures}；每日巡查，完工前专人看守"
    story.do("reassign", story.troupe.officer, reason=reason, measures=measures)
    story.until_due(0, 2)
    fixed_and_closed(story)


def controlled(story: Story) -> None:
    found(story)
    story.at += timedelta(minutes=story.rng.randrange(20, 120))
    story.control()
    story.wait(0, 2)
    story.assign(15)
    story.until_due(0, 4)
    fixed_and_closed(story)


def extended(story: Story) -> None:
    taken_up(story)
    story.until_due(1, 3)
    story.ask_for_time(10)
    story.wait(0, 1)
    story.answer(10)
    story.until_due(0, 3)
    fixed_and_closed(story)


def refused(story: Story) -> None:
    taken_up(story)
    story.until_due(2, 4)
    story.ask_for_time(15)
    story.wait(0, 1)
    story.answer(0)
    story.until_due(0, 1)
    fixed_and_closed(story)


def reopened(story: Story) -> None:
    plain(story)
    story.wait(8, 40)
    story.due = story.at + timedelta(days=10)
    by = story.troupe.above or story.troupe.auditor
    reason = story.some(texts.REOPEN_REASONS)
    story.do("reopen", by, reason=reason, due_on=story.due.date())
    story.until_due(0, 3)
    fixed_and_closed(story)


def dismissed(story: Story) -> None:
    story.report(story.troupe.inspector)
    story.wait(0, 2)
    if story.rng.random() < 0.5:
        story.do(
            "dismiss",
            story.troupe.officer,
            outcome=Outcome.NOT_A_HAZARD,
            reason=story.some(texts.NOT_A_HAZARD),
        )
        return
    story.do(
        "dismiss",
        story.troupe.officer,
        outcome=Outcome.TRANSFERRED,
        reason=texts.TRANSFERRED,
        transferred_to=story.some(texts.TRANSFERRED_TO),
    )


def duplicate(story: Story) -> None:
    """The same spot as the hazard before it at this unit, reported a second time."""
    first = story.earlier
    if first is None or first.shots_taken > ANGLES or first.steps[0].at >= story.at:
        dismissed(story)
        return
    story.category, story.finding, story.place = first.category, first.finding, first.place
    story.spot, story.shots_taken = first.spot, ANGLES
    first.shots_taken = SHOTS  # one duplicate each, or two photos would be the same
    story.report(story.troupe.inspector, Source.SNAPSHOT)
    story.wait(0, 1)
    story.do(
        "dismiss",
        story.troupe.officer,
        outcome=Outcome.DUPLICATE,
        reason=story.some(texts.DUPLICATE),
        duplicate_of=first,
    )


def restored(story: Story) -> None:
    dismissed(story)
    story.wait(2, 5)
    story.do("restore", story.troupe.auditor, reason=story.some(texts.RESTORE_REASONS))
    story.wait(0, 1)
    story.assign(10)
    story.until_due(0, 3)
    fixed_and_closed(story)


def forgotten(story: Story) -> None:
    """Assigned, and then nothing: overdue."""
    taken_up(story)


def unreviewed(story: Story) -> None:
    taken_up(story)
    story.until_due(0, 4)
    story.rectify()


def major(story: Story) -> None:
    """With all five in place; about half of them listed for supervision until delisted."""
    story.severity = Severity.MAJOR
    troupe = story.troupe
    by_bureau = story.rng.random() < 0.5
    source = Source.BUREAU_CHECK if by_bureau else Source.CAMPAIGN
    story.report(troupe.bureau_inspector if by_bureau else troupe.inspector, source, 2)
    story.at += timedelta(minutes=40)
    story.control()
    story.wait(0, 1)
    story.assign(story.rng.choice((20, 30, 30, 40)), by=story.rng.choice((None, troupe.auditor)))
    listed = story.rng.random() < 0.5
    if listed:
        story.wait(1, 3)
        story.list_for_supervision(story.spot % 40 + 4, 30)
    story.until_due(1, 6)
    story.rectify()
    story.wait(1, 3)
    if listed:
        story.do("delist", troupe.auditor)
        story.at += timedelta(minutes=25)
    story.close()


# The plots of an ordinary hazard, in rough proportion to what a district sees.
ORDINARY: dict[Plot, float] = {
    plain: 52,
    on_spot: 15,
    late: 6,
    sent_back: 8,
    by_the_officer: 3,
    extended: 3,
    refused: 1.5,
    reassigned: 2,
    controlled: 3,
    reopened: 2.5,
    dismissed: 3.5,
    duplicate: 1.5,
    restored: 0.8,
    on_a_tip: 3,
}
