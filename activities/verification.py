"""Whether each activity still says what was logged, and its history what was done."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from activities.models import Activity, ActivityEntry
from activities.perform import told_of
from activities.services import digest_of
from records.chain import is_unbroken

AT_ONCE = 500


def faults() -> Iterator[str]:
    """A sentence for each activity that is not what its history tells, oldest first."""
    rows = with_past(Activity.objects.order_by("reported_at", "pk"))
    for activity in rows.iterator(chunk_size=AT_ONCE):
        fault = fault_of(activity)
        if fault:
            yield f"{activity.pk} ({activity}, {activity.day}): {fault}"


def with_past(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """With all that `fault_of` asks."""
    return activities.prefetch_related("history", "photos__photo")


def fault_of(activity: Activity) -> str:
    """What is wrong, in a sentence; "" when nothing is."""
    entries = list(activity.history.all())
    if not entries or not is_unbroken(entries):
        return _("its history has been changed.")
    first, last = entries[0], entries[-1]
    if not is_as_logged(activity, first):
        return _("it does not say what was logged.")
    if [row.photo.told for row in activity.photos.all()] != first.facts.get("photos", []):
        return _("its photos are not those it was logged with.")
    successor = str(activity.superseded_by_id or "")
    if (last.after, last.facts.get("superseded_by", "")) != (activity.state, successor):
        return _("what took its place is not what its history tells.")
    return ""


def is_as_logged(activity: Activity, first: ActivityEntry) -> bool:
    """All of it, by whom and when; the digest of the report follows from these."""
    corrects = first.facts.get("supersedes")
    told = ({**told_of(activity), "supersedes": corrects}, activity.reported_by_id)
    facts = {name: fact for name, fact in first.facts.items() if name != "photos"}
    if told != (facts, first.by_id) or activity.reported_at != first.at:
        return False
    photos = [photo["id"] for photo in first.facts.get("photos", [])]
    return activity.report_digest == digest_of(activity, corrects or "", photos)
