"""The moves of a hazard's life. Each is one transaction on the path in `hazards.perform`.

All take `by=` (the actor) and accept `version=` (what the caller last read) and `at=` (the
moment, for records of the past). What else each needs stands in `workflow.hazard_law`; a move
that lacks something raises SomethingMissing naming all of it.
"""

from hazards import perform
from hazards.models.hazard import Hazard


def assign(hazard: Hazard, *, by, **given) -> Hazard:
    """`responsible, due_on, measures, funds?, contingency?, clause?`"""
    return perform.move(hazard, "assign", by=by, **given)


def reassign(hazard: Hazard, *, by, **given) -> Hazard:
    """`responsible? or measures?, reason`"""
    return perform.move(hazard, "reassign", by=by, **given)


def rectify(hazard: Hazard, *, by, **given) -> Hazard:
    """`measures_taken, photos, funds_spent?`"""
    return perform.move(hazard, "rectify", by=by, **given)


def fix_on_spot(hazard: Hazard, *, by, **given) -> Hazard:
    """`photos, measures_taken?, funds_spent?`"""
    return perform.move(hazard, "fix_on_spot", by=by, **given)


def send_back(hazard: Hazard, *, by, **given) -> Hazard:
    """`reason, due_on?` (a deadline only where there is none yet)"""
    return perform.move(hazard, "send_back", by=by, **given)


def close(hazard: Hazard, *, by, **given) -> Hazard:
    """`note?, photos?`"""
    return perform.move(hazard, "close", by=by, **given)


def reopen(hazard: Hazard, *, by, **given) -> Hazard:
    """`reason, due_on, recheck?` (the key of the re-check's result that led to it)"""
    return perform.move(hazard, "reopen", by=by, **given)


def dismiss(hazard: Hazard, *, by, **given) -> Hazard:
    """`outcome, reason, duplicate_of?, transferred_to?`"""
    return perform.move(hazard, "dismiss", by=by, **given)


def restore(hazard: Hazard, *, by, **given) -> Hazard:
    """`reason`"""
    return perform.move(hazard, "restore", by=by, **given)


MOVES = {
    verb.__name__: verb
    for verb in (
        assign,
        reassign,
        rectify,
        fix_on_spot,
        send_back,
        close,
        reopen,
        dismiss,
        restore,
    )
}
