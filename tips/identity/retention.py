"""What is deleted by rule: who tipped, some days after it was answered; pictures nobody took up.

Each deletion leaves a line in the tip's history that says when and what, and by the rule.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from records.perform import perform
from tips.identity import tipsters
from tips.models import Tip, TipPhoto
from tips.services.uploads import remove_files
from tips.states import TipState

LOOSE_FOR = timedelta(days=1)  # pictures of a form that was never sent
JUNK_FOR = timedelta(days=30)  # pictures of what was set aside
AT_ONCE = 500


def keep_the_rules() -> None:
    """What the worker does once a day."""
    delete_identities()
    delete_pictures_of_junk()
    delete_loose_pictures()


def last_day() -> date:
    """Whoever was answered on that day or before it is not to be found any more."""
    return timezone.localdate() - timedelta(days=settings.TIPSTER_DAYS)


def delete_identities() -> int:
    """Of tips answered, or set aside, at least TIPSTER_DAYS ago; how many there were."""
    over = Q(answered_on__lte=last_day()) | Q(state=TipState.SET_ASIDE, decided_on__lte=last_day())
    due = Tip.objects.filter(over, left_identity=True, identity_deleted_on=None).order_by("pk")
    return sum(_forget(tip, "identity") for tip in due.iterator(chunk_size=AT_ONCE))


def delete_pictures_of_junk() -> int:
    before = timezone.localdate() - JUNK_FOR
    junk = Tip.objects.filter(state=TipState.SET_ASIDE, decided_on__lte=before)
    due = junk.filter(photos__deleted_on=None, photos__isnull=False).distinct().order_by("pk")
    return sum(_forget(tip, "photos") for tip in due)


@transaction.atomic
def _forget(tip: Tip, what: str) -> bool:
    perform(tip, "forget", by=None, deleted=[what])
    if what == "identity":
        tipsters.delete(tip)
        return True
    today = timezone.localdate()
    for photo in tip.photos.kept():
        TipPhoto.objects.filter(pk=photo.pk).update(deleted_on=today)
        remove_files(photo)
    return True


def delete_loose_pictures() -> int:
    old = TipPhoto.objects.filter(tip=None, uploaded_at__lt=timezone.now() - LOOSE_FOR)
    rows = list(old[:AT_ONCE])
    for photo in rows:  # which no tip names, so it is no record yet
        TipPhoto.objects.filter(pk=photo.pk, tip=None).delete()
        remove_files(photo)
    return len(rows)
