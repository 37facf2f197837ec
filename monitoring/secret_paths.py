"""Keeps codes that stand in addresses out of the log.

The access log says patterns only, but Django names the address of a request it refuses, or that
breaks off; and whoever reads the log could use the code before its owner does.
"""

import logging
import re

# Of the set-up page, of activation slips, of letters for a lost password, of calendars and of tips.
CODES = re.compile(
    r"(/(?:setup|activate|lost-password|due|receipt)/)(?!(?:bureau|put-away|confirm|password|new)/)[^/\s]+"
)


class WithoutCodes(logging.Filter):
    """Writes … in place of a code, in each line that would name one."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if CODES.search(said):
            record.msg, record.args = CODES.sub(r"\1…", said), ()
        return True
