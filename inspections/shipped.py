"""The checklists the service ships (handbook, section 7). Loading twice is harmless."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from inspections.checklists.reading import read
from inspections.models import Checklist
from inspections.models.checklists import told_by

SHIPPED = Path(__file__).parent / "checklists" / "shipped"


@transaction.atomic
def load() -> int:
    """Take in the versions that are not there yet; how many that were. A list that is new holds for
    any day, another version of one there is from tomorrow."""
    there = set(Checklist.objects.values_list("code", "version"))
    codes = {code for code, _version in there}
    new = [one for one in shipped() if (one.code, one.version) not in there]
    for one in new:
        if one.code in codes:
            one.since = timezone.localdate() + timedelta(days=1)
        one.save(force_insert=True)
    return len(new)


def shipped() -> list[Checklist]:
    """Raises FaultyTemplate naming the line of each fault."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(SHIPPED.glob("*.yaml")))
    return [Checklist(source=text, **told_by(read(text))) for text in texts]
