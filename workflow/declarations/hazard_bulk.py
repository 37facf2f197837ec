"""The moves of a hazard that are made with several at once, from the ledger."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from workflow.declarations.moves import Bulk

ASSIGN = Bulk(
    asks=("responsible", "measures", "due_on"),
    title=_("Assign several"),
    says=_("The same person gets all of them, with one deadline."),
    possible=ngettext_lazy("%(n)s can be assigned", "%(n)s can be assigned", "n"),
    button=ngettext_lazy("Assign %(n)s", "Assign %(n)s", "n"),
    done=ngettext_lazy("%(n)s assigned.", "%(n)s assigned.", "n"),
    refuses_several_units=_("Only hazards of one unit can be assigned together."),
)
SEND_BACK = Bulk(
    asks=("reason", "due_on"),
    title=_("Send several back"),
    says=_("Each goes back to be fixed again; the photos so far stay."),
    possible=ngettext_lazy("%(n)s can be sent back", "%(n)s can be sent back", "n"),
    button=ngettext_lazy("Send back %(n)s", "Send back %(n)s", "n"),
    done=ngettext_lazy("%(n)s sent back.", "%(n)s sent back.", "n"),
    is_offered_last=True,
)
CLOSE = Bulk(
    asks=("note",),
    title=_("Close several"),
    says=_("Their numbers are struck off. Only an officer above can reopen them."),
    possible=ngettext_lazy("%(n)s can be closed", "%(n)s can be closed", "n"),
    button=ngettext_lazy("Close %(n)s", "Close %(n)s", "n"),
    done=ngettext_lazy("%(n)s closed.", "%(n)s closed.", "n"),
)
