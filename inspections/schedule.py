"""What the worker does for inspections by the clock."""

from jobs.kinds import LONG
from jobs.schedule import MINUTE, arrange, every_minute


def register() -> None:
    """Let what comes due be planned soon after midnight, and counts be folded every minute."""
    arrange("plan_rounds", "inspections.planning.keep_up", LONG, MINUTE)
    every_minute("fold_rounds", "inspections.tally.folding.fold")
