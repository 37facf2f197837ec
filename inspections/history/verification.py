"""Whether each round still says what was done, and its history how."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from inspections.models import Round, UnitSignature
from inspections.perform import TELLS, told_of
from records.chain import is_unbroken

AT_ONCE = 500


def faults() -> Iterator[str]:
    """A sentence for each round that is not what its history tells, in the order of their days.
    One that only came due has no history and says nothing yet."""
    done = Q(finished_at__isnull=False) | Q(history__isnull=False) | Q(found__gt=0) | Q(ok__gt=0)
    rows = Round.objects.filter(done).distinct().order_by("opens_on", "pk").for_list()
    rows = rows.prefetch_related("history", "findings")
    for one in rows.iterator(chunk_size=AT_ONCE):
        fault = fault_of(one)
        if fault:
            yield f"{one.pk} ({one.unit}, {one}, {one.opens_on}): {fault}"


def fault_of(one: Round) -> str:
    """What is wrong, in a sentence; "" when nothing is."""
    entries = list(one.history.all())
    if not entries or not is_unbroken(entries):
        return _("its history has been changed.")
    lines = {entry.move: entry for entry in entries}
    last = next((entry for entry in reversed(entries) if entry.move in TELLS), None)
    if last is None or last.facts != told_of(one):
        return _("it does not say what its history tells.")
    amended = sum(entry.move == "amend" for entry in entries)
    if (one.amended or 0) != amended:
        return _("how often it was amended is not what its history tells.")
    finish = lines.get("finish")
    told = (finish.by_id, finish.at) if finish else (None, None)
    if (one.finished_by_id, one.finished_at) != told:
        return _("who finished it, or when, is not what its history tells.")
    return fault_of_signature(one, lines)


def fault_of_signature(one: Round, lines: dict) -> str:
    kept = UnitSignature.objects.filter(pk=one.pk).first()
    entry = lines.get("sign") or lines.get("record_refusal")
    said = entry and ("" if entry.move == "sign" else entry.note, entry.at)
    if (kept and (kept.refusal, kept.at)) != said:
        return _("the unit's word is not what its history tells.")
    return ""
