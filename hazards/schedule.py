"""What the worker does for the ledger by the clock."""

from jobs.schedule import every_minute


def register() -> None:
    """Let what acts have appended to the running counts be folded every minute."""
    every_minute("fold", "hazards.tally.compaction.fold")
