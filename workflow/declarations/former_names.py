"""Moves and actions that are called otherwise today, or are no more.

History is never rewritten, and its digests cover the name of each move. So a name that has once
been written is read for ever: whoever renames or withdraws a move adds its line here (ADR 35).
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from workflow.declarations.moves import Declared

# The old name, and the name it has today.
RENAMED: dict[str, str] = {}
# The old name, and what was done by it, as its button said.
WITHDRAWN: dict[str, str | Promise] = {}


def name_today(name: str) -> str:
    return RENAMED.get(name, name)


def label_of(name: str, law: Mapping[str, Declared]) -> str:
    """What was done, in the words of its button, whatever has become of the move since."""
    declared = law.get(name_today(name))
    if declared is not None:
        return str(declared.label)
    if name in WITHDRAWN:
        return str(WITHDRAWN[name])
    # Written by a later version of the service, whose words this one does not have.
    return _("Something else was done (%(name)s)") % {"name": name}
