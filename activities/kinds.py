"""Which kinds of activities there are: what is counted of each, and which blanks of the notice's
table it feeds (handbook, sections 4 and 8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


class Number(NamedTuple):
    """One number of a record: what it is called, and what is counted."""

    label: Words
    unit: Words


SESSIONS = Number(pgettext_lazy("number", "Sessions"), pgettext_lazy("counted", "sessions"))
TIMES = Number(pgettext_lazy("number", "Times"), pgettext_lazy("counted", "times"))
PIECES = Number(pgettext_lazy("number", "Pieces"), pgettext_lazy("counted", "pieces"))
ITEMS = Number(pgettext_lazy("number", "Items"), pgettext_lazy("counted", "items"))
WORKS = Number(pgettext_lazy("number", "Works"), pgettext_lazy("counted", "works"))
# Somebody who comes twice is two attendances and one person: a kind counts either, never both.
ATTENDANCES = Number(pgettext_lazy("number", "Took part"), pgettext_lazy("counted", "attendances"))
PERSONS = Number(pgettext_lazy("number", "Took part"), pgettext_lazy("counted", "persons"))


@dataclass(frozen=True)
class ActivityKind:
    """`number` is what a record counts, None where it counts the people alone; `people` is how
    these are counted, None where nobody counts them. `name_label` says what a record's name is,
    "" where it has none; one that `is_named` has to say it, for a blank asks. `feeds` names the
    blank each of `sessions`, `people` and `names` goes into."""

    key: str
    label: Words
    icon: str
    number: Number | None = None
    people: Number | None = None
    name_label: Words = ""
    is_named: bool = False
    feeds: Mapping[str, str] = field(default_factory=dict)

    @property
    def asks_people(self) -> bool:
        """Does a blank ask how many took part, or is there nothing else to say?"""
        return self.people is not None and ("people" in self.feeds or self.number is None)

    def __str__(self) -> str:
        return str(self.label)


FORM, TOPIC = _("In which form"), _("On what")
PLATFORM, MEDIUM, TITLE = _("Platform"), _("Medium"), _("What it is called")
# In the order of the notice's table; what feeds no blank of it stands last. A key stands in the
# records for good; its words may change.
EVERY = (
    ActivityKind(
        "launch", _("Launch"), "flag", SESSIONS, ATTENDANCES, FORM, is_named=True,
        feeds={"names": "launch_forms", "sessions": "launch_sessions"},
    ),
    ActivityKind(
        "study_group", _("Study of the leading group"), "book", TIMES, ATTENDANCES, TOPIC,
        feeds={"sessions": "study_group_sessions", "people": "study_group_attendance"},
    ),
    ActivityKind(
        "online_class", _("Online class"), "laptop", SESSIONS, ATTENDANCES, PLATFORM,
        feeds={"sessions": "online_class_sessions", "people": "online_class_attendance"},
    ),
    ActivityKind(
        "study_column", _("Column on the study"), "layout-text-sidebar", PIECES, None, PLATFORM,
        feeds={"sessions": "study_columns_opened"},
    ),
    ActivityKind(
        "hazard_column", _("Column on hazards"), "layout-text-window", PIECES, None, PLATFORM,
        feeds={"sessions": "hazard_columns_opened"},
    ),
    # What the unit's own people attended is another figure than what the unit held itself.
    ActivityKind(
        "open_day_visit", _("Went to an online open day"), "person-check", None, ATTENDANCES,
        TITLE, feeds={"people": "open_day_staff_attendance"},
    ),
    ActivityKind(
        "panorama", _("Viewed a panorama"), "badge-vr", None, ATTENDANCES, TITLE,
        feeds={"people": "venue_panorama_views"},
    ),
    ActivityKind(
        "open_day", _("Held an online open day"), "broadcast", SESSIONS, ATTENDANCES, PLATFORM,
        feeds={"sessions": "open_day_sessions_held", "people": "open_day_held_attendance"},
    ),
    ActivityKind(
        "innovative", _("Innovative activity"), "lightbulb", SESSIONS, ATTENDANCES, TITLE,
        is_named=True,
        feeds={
            "names": "innovative_activity_names",
            "sessions": "innovative_activity_sessions",
            "people": "innovative_activity_attendance",
        },
    ),
    ActivityKind(
        "outreach", _("Outreach in schools"), "mortarboard", SESSIONS, PERSONS, FORM,
        feeds={"sessions": "school_outreach_sessions", "people": "school_outreach_participants"},
    ),
    ActivityKind(
        "media_report", _("Media report"), "newspaper", TIMES, None, MEDIUM,
        feeds={"sessions": "media_reports"},
    ),
    ActivityKind(
        "good_practice", _("Good practice"), "award", ITEMS, None, TITLE,
        feeds={"sessions": "good_practices_publicised"},
    ),
    ActivityKind(
        "exposed_problem", _("Exposed problem"), "megaphone", ITEMS, None, MEDIUM,
        feeds={"sessions": "problems_exposed"},
    ),
    ActivityKind(
        "special_tour", _("Special tour"), "signpost", TIMES, None, TITLE,
        feeds={"sessions": "special_tour_sessions"},
    ),
    ActivityKind(
        "online_tour", _("Online tour"), "globe2", TIMES, None, TITLE,
        feeds={"sessions": "online_tour_sessions"},
    ),
    ActivityKind(
        "slogans", _("Slogans and banners"), "easel", PIECES, None, FORM,
        feeds={"sessions": "slogans_banners_posted"},
    ),
    ActivityKind(
        "psa", _("Safety films and the like"), "film", WORKS, None, TITLE,
        feeds={"sessions": "psa_items_produced"},
    ),
    ActivityKind("drill", _("Emergency drill"), "person-walking", SESSIONS, ATTENDANCES, TITLE),
)  # fmt: skip
KINDS: dict[str, ActivityKind] = {kind.key: kind for kind in EVERY}
