"""Everything that can be done to a hazard, under names of its own; all of it goes through
`records.perform`, as do the doors that know no move by name."""

from hazards.services.alongside import (
    control,
    delist,
    grant,
    list_for_supervision,
    refuse,
    request_extension,
)
from hazards.services.importing import Origin, announce, bring_in
from hazards.services.moves import (
    MOVES,
    assign,
    close,
    dismiss,
    fix_on_spot,
    reassign,
    rectify,
    reopen,
    restore,
    send_back,
)
from hazards.services.rechecking import recheck
from hazards.services.reporting import report
from hazards.services.transfers import (
    accept_transfer,
    decline_transfer,
    offer_transfer,
    withdraw_transfer,
)
from hazards.services.uploads import keep_photo, upload_photo
from hazards.services.with_the_unit import lapse, pass_on

__all__ = [
    "MOVES",
    "Origin",
    "announce",
    "accept_transfer",
    "assign",
    "bring_in",
    "close",
    "control",
    "decline_transfer",
    "delist",
    "dismiss",
    "fix_on_spot",
    "grant",
    "keep_photo",
    "lapse",
    "list_for_supervision",
    "offer_transfer",
    "pass_on",
    "reassign",
    "recheck",
    "rectify",
    "refuse",
    "reopen",
    "report",
    "request_extension",
    "restore",
    "send_back",
    "upload_photo",
    "withdraw_transfer",
]
