"""What the worker does for the reports by the clock."""

from notifications.schedule import daily


def register() -> None:
    """Let old results be forgotten once a day."""
    daily("forget_old_results", "reports.jobs.forget_old_results")
