"""What the worker does for accounts and their log by the clock."""

from jobs.schedule import daily


def register() -> None:
    """Let events that have been kept long enough go, once a day."""
    daily("remove_old_events", "audit.retention.remove_old_events")
