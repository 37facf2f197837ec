"""A demo loaded once for several tests, and gone again afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from demo import district
from tests.base import forms

HAZARDS = 40
FEW = district.TOWNSHIPS[:9]


@contextmanager
def loaded_demo(folder: Path) -> Iterator[None]:
    """A small demo year, inside a transaction that is never committed."""
    with transaction.atomic():
        forms.put_in_use(forms.SECOND)
        with override_settings(DEMO_HAZARDS=HAZARDS, MEDIA_ROOT=folder):
            call_command("load_demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def few_townships() -> Iterator[None]:
    """A third of the district, where its size is not what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(district, "TOWNSHIPS", FEW)
        yield
