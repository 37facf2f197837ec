"""What the worker does for the API by the clock."""

from jobs.schedule import daily


def register() -> None:
    """Let old answers be forgotten once a day."""
    daily("forget_old_answers", "api.idempotency.forget_old_answers")
