"""Everything that can be done to a sample. There is no other way to change one."""

from rechecks.services.assigning import assign, share_out
from rechecks.services.recording import record, reopen
from rechecks.services.sampling import draw

__all__ = ["assign", "draw", "record", "reopen", "share_out"]
