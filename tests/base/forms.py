"""Which edition of the notice's form campaigns of the tests are opened on.

Most tests of returns type their figures, so the first edition stays in use for them; those of
figures that are counted from records put the second one in its place.
"""

from pathlib import Path

from django.utils import timezone

from returns import shipped
from returns.models.form_templates import FormTemplate

CODE, FIRST, SECOND = "safety-month", "2021", "2021-2"
FIRST_FILE = Path(shipped.__file__).parent / "migrations" / "_forms" / "safety-month-2021.yaml"


def put_in_use(version: str) -> FormTemplate:
    """New campaigns are opened on it. After a flush the first edition is entered anew."""
    if version == FIRST:
        shipped.enter(FIRST_FILE.read_text(encoding="utf-8"))
    editions = FormTemplate.objects.filter(code=CODE)
    editions.exclude(version=version).update(retired_on=timezone.localdate())
    editions.filter(version=version).update(retired_on=None)
    return editions.get(version=version)
