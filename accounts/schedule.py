"""What the worker does for accounts and their log by the clock."""

from jobs.schedule import daily, every_minute


def register() -> None:
    """Hand over what roles leave behind whose last day is over, soon after midnight; let events
    that have been kept long enough go, once a day."""
    every_minute("hand_over_what_lapsed", "organizations.departures.hand_over_what_lapsed")
    daily("remove_old_events", "audit.retention.remove_old_events")
