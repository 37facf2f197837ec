"""Whether each wording is still what its history tells."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from papers.publishing.models import PublicWording
from papers.publishing.perform import told_of
from records.chain import is_unbroken

AT_ONCE = 500


def faults() -> Iterator[str]:
    """A sentence for each wording that is not what its history tells, oldest first."""
    rows = PublicWording.objects.order_by("worded_at", "pk").prefetch_related("history")
    for wording in rows.iterator(chunk_size=AT_ONCE):
        fault = fault_of(wording)
        if fault:
            yield f"{wording.pk} ({wording}): {fault}"


def fault_of(wording: PublicWording) -> str:
    """What is wrong, in a sentence; "" when nothing is."""
    entries = list(wording.history.all())
    if not entries or not is_unbroken(entries):
        return _("its history has been changed.")
    if (wording.version, told_of(wording)) != (len(entries), entries[-1].facts):
        return _("it is not what its history leads to.")
    return ""
