"""What the worker does for the API by the clock."""

from jobs.schedule import daily


def register() -> None:
    """Let old answers be forgotten once a day, and changes be numbered that nobody has read."""
    daily("forget_old_answers", "api.idempotency.forget_old_answers")
    daily("number_changes", "changes.numbering.number")
