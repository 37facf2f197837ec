"""What the worker does for accounts and their log by the clock."""

from jobs.schedule import daily, every_minute


def register() -> None:
    """Soon after midnight tell which roles have begun, and hand over what those leave behind whose
    last day is over; send the letters with which people choose a new password; let events that
    have been kept long enough go, once a day."""
    every_minute("note_what_began", "organizations.departures.note_what_began")
    every_minute("hand_over_what_lapsed", "organizations.departures.hand_over_what_lapsed")
    every_minute("send_password_letters", "accounts.lost_password.letters.send_waiting")
    daily("remove_old_events", "audit.retention.remove_old_events")
