"""What the worker does when the loading of a workbook is handed to it."""

from datetime import date

from django.core.exceptions import ValidationError

from district import services
from district.loading import Asked
from district.models import Workbook
from jobs.models import Job


def load(job: Job) -> None:
    """Running twice loads nothing twice. What is refused is kept in words, for whoever asked."""
    one = Workbook.objects.filter(pk=job.subject, owner=job.owner).first()
    if one is None:
        return
    day = job.asked.get("moved_on")
    asked = Asked(date.fromisoformat(day) if day else None, job.asked.get("ending", ()))
    try:
        services.carry_out(one, by=job.owner, asked=asked, advance=job.advance)
    except ValidationError as refusal:
        one.refusal = " ".join(refusal.messages)[:500]
        one.save(update_fields=["refusal"])
