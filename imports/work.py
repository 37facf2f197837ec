"""What the worker does when the loading of an import is handed to it."""

from django.db import transaction

from imports import loading, services
from imports.models import Import
from jobs.models import Job

ANNOUNCED = "announced"


def load(job: Job) -> None:
    """Running twice loads nothing twice, and tells nobody twice."""
    one = Import.objects.filter(pk=job.subject, owner=job.owner).first()
    if one is not None:
        asked = {name: told for name, told in job.asked.items() if name != ANNOUNCED}
        loading.bring_in(one, services.keys(services.chosen(one, **asked)), job.advance)
        announce_once(one, job)


@transaction.atomic
def announce_once(one: Import, job: Job) -> None:
    """The letters and the word that they are written: both or neither. They name also what was
    loaded before the job was broken off and begun again."""
    mine = Job.objects.select_for_update().get(pk=job.pk)
    if not mine.asked.get(ANNOUNCED):
        loading.announce(one, since=mine.created_at)
        mine.asked = {**mine.asked, ANNOUNCED: True}
        mine.save(update_fields=["asked"])
