"""What the worker does for tips by the clock."""

from jobs.schedule import daily


def register() -> None:
    """Let what is not to be kept be deleted once a day."""
    daily("keep_the_rules_of_tips", "tips.identity.retention.keep_the_rules")
