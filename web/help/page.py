"""What each role does, in the order of a day; the reader's own roles first."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations import scope
from organizations.models import Role
from organizations.people import Person


class Line(NamedTuple):
    """What is done, and the name of the page where (None: said only)."""

    says: Promise
    page: str | None = None


class Chapter(NamedTuple):
    role: Role
    lines: tuple[Line, ...]


CHAPTERS = (
    Chapter(
        Role.INSPECTOR,
        (
            Line(
                _("Found something? Tap “Report”: the photo first, then what it is and where."),
                "report",
            ),
            Line(_("Fixed at once? Turn on “Fixed on the spot” and add the photo after it.")),
            Line(_("Major hazards need the clause they meet: choose it below the severity.")),
            Line(_("What you reported is under the ledger's view “Reported by me”."), "ledger"),
            Line(
                _("A repair you found the hazard of comes back to you to look at: under To do."),
                "home",
            ),
        ),
    ),
    Chapter(
        Role.RESPONSIBLE,
        (
            Line(_("What is yours to fix is under To do, the most urgent on top."), "home"),
            Line(_("Done? Open the hazard, say what you did, and take the photo after it.")),
            Line(_("It cannot be done in time? Ask for an extension before the deadline is over.")),
            Line(_("Sent back? The reason stands on the hazard; show it again when it is done.")),
        ),
    ),
    Chapter(
        Role.OFFICER,
        (
            Line(_("Assign what was reported: who fixes it, until when, and how."), "home"),
            Line(_("Look at repairs and close them. Never your own: then somebody else has it.")),
            Line(_("No hazard, or entered twice? Dismiss it with a reason; nothing is deleted.")),
            Line(
                _("Another unit's? Offer it there: number, photos and history go along."),
                "transfers",
            ),
            Line(
                _("Fill in and hand in the returns: the figures come from the ledger."), "returns"
            ),
            Line(
                _("Notices and the ledger on paper: under Issued papers and Export."),
                "issued_papers",
            ),
        ),
    ),
    Chapter(
        Role.AUDITOR,
        (
            Line(
                _("See how much is closed, open and overdue; each number opens its rows."),
                "board",
            ),
            Line(_("Close major hazards, and reopen what was closed and does not hold."), "home"),
            Line(
                _("List a hazard for supervision, with a deadline and a document."), "supervisions"
            ),
            Line(_("Draw a sample of what was closed and have it looked at again."), "samples"),
            Line(_("Open campaigns, remind, and accept returns or send them back."), "returns"),
            Line(_("Who did what stands in the audit log."), "audit"),
        ),
    ),
    Chapter(
        Role.ADMINISTRATOR,
        (
            Line(
                _("Follow the set-up checklist from top to bottom; it may take several days."),
                "setup",
            ),
            Line(
                _("People come, move, stand in and leave: open a person and choose what happened.")
            ),
            Line(_("No role is deleted: it ends on a day, and what they had in hand goes over.")),
            Line(
                _("Somebody is guessing at accounts? The page of failed log-ins names them."),
                "failed_logins",
            ),
        ),
    ),
    Chapter(
        Role.TIP_HANDLER,
        (
            Line(_("Verify what was told, and decide it with a reason: under Tips."), "tips"),
            Line(_("Word for yourself what the unit reads: it must not tell who tipped.")),
            Line(_("Answer within 10 days; whoever holds the receipt code reads it.")),
            Line(_("Look at who tipped only where you must: each look is in the audit log.")),
        ),
    ),
    Chapter(
        Role.VIEWER,
        (
            Line(_("Everything of your unit and those below it is there to read."), "ledger"),
            Line(_("The statistics count it; each number opens its rows."), "board"),
        ),
    ),
)


def chapters_for(reader: Person) -> list[tuple[Chapter, bool]]:
    """Each with whether the reader holds the role; theirs come first."""
    held = {post.role for post in scope.posts(reader)}
    told = [(chapter, chapter.role in held) for chapter in CHAPTERS]
    return sorted(told, key=lambda one: not one[1])
