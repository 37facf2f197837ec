"""What the worker does for the notifications by the clock."""

from jobs.schedule import every_minute


def register() -> None:
    """Let the outbox be emptied every minute."""
    every_minute("deliver", "notifications.delivery.deliver")
