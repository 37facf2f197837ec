"""What the worker does for accounts and their log by the clock."""

from jobs.schedule import daily, every_minute


def register() -> None:
    """Hand over what roles leave behind whose last day is over, soon after midnight; send the
    letters with which people choose a new password; let events that have been kept long enough go,
    once a day."""
    every_minute("hand_over_what_lapsed", "organizations.departures.hand_over_what_lapsed")
    every_minute("send_password_letters", "accounts.lost_password.letters.send_waiting")
    daily("remove_old_events", "audit.retention.remove_old_events")
