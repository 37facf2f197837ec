"""Writes `docs/workflow.md` from the declaration of the law."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workflow.document import as_markdown

PAGE = settings.BASE_DIR / "docs" / "workflow.md"


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"Written: {PAGE.name}")
