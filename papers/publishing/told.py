"""What the notice says of itself: what was left out, how much was worded by hand, which roles read
it and when. It claims nothing beyond what somebody did."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import Role
from papers.notes import JOINED_BY, day
from papers.publishing.cues import Hides
from papers.publishing.finding import MASK
from papers.publishing.lines import Line

MOST = 4  # roles that are named; of more, how many they were


def who_checked(lines: list[Line]) -> Iterator[str]:
    """Paragraphs of small print; nothing where there are no rows."""
    if not lines:
        return
    own = sum(not line.is_proposed for line in lines)
    told = {"n": len(lines), "own": own, "standard": len(lines) - own}
    yield (
        _(
            "What each row says was written for the public: %(standard)s in standard phrases, "
            "%(own)s in words of their own. Descriptions in the ledger are not taken over by "
            "themselves."
        )
        % told
    )
    yield what_was_left_out(lines)
    yield _("Each row was read and confirmed by: %(who)s.") % {"who": readers(lines)}


def what_was_left_out(lines: list[Line]) -> str:
    hides = [one.cue.hides for line in lines for one in line.left_out]
    told = {
        "names": hides.count(Hides.NAME),
        "numbers": hides.count(Hides.NUMBER),
        "words": hides.count(Hides.WORD),
        "checked": sum(len(line.cues) for line in lines),
        "mask": MASK,
    }
    return (
        _(
            "Found in the entries and not printed (or replaced by %(mask)s): %(names)s names, "
            "%(numbers)s numbers, %(words)s other words that point to people. %(checked)s such "
            "words remain, each checked by somebody to name nobody."
        )
        % told
    )


def readers(lines: list[Line]) -> str:
    """The roles with their units and days; never the people."""
    days = defaultdict(set)
    for line in lines:
        one = line.wording
        if one and one.confirmed_at and one.confirmed_unit:
            who = (one.confirmed_unit.name, str(Role(one.confirmed_role).label))
            days[who].add(timezone.localdate(one.confirmed_at))
    if len(days) > MOST:
        every = set().union(*days.values())
        told = {"n": len(days), "days": between(every)}
        return _("%(n)s safety officers and auditors (%(days)s)") % told
    return JOINED_BY.join(
        _("%(unit)s, %(role)s (%(days)s)") % {"unit": unit, "role": role, "days": between(on)}
        for (unit, role), on in sorted(days.items())
    )


def between(on: set) -> str:
    first, last = day(min(on)), day(max(on))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
