"""The form templates the service ships, one file each; a new year's form is a new file."""

from pathlib import Path

from django.utils import timezone

from returns.forms.reading import read
from returns.models.form_templates import FormTemplate

SHIPPED = Path(__file__).resolve().parent / "forms" / "shipped"


def load() -> int:
    """Enter the shipped forms that are not there yet; how many. Raises FaultyTemplate naming the
    line of each fault. What is there stays as it is, for returns hang on it."""
    files = sorted(SHIPPED.glob("*.yaml"))
    return sum(enter(file.read_text(encoding="utf-8")) for file in files)


def enter(source: str) -> bool:
    """Enter one template; False where this version of it is there already. No campaign is opened
    on an earlier version from then on; those that run stay on theirs."""
    form = read(source)
    versions = FormTemplate.objects.filter(code=form.code)
    if versions.filter(version=form.version).exists():
        return False
    versions.filter(retired_on=None).update(retired_on=timezone.localdate())
    told = {"title": form.title, "source": source}
    FormTemplate.objects.create(code=form.code, version=form.version, **told)
    return True
