"""The same year in the district as it is shipped."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.demo.conftest import loaded_demo
from tests.demo.year.test_load import *  # noqa: F403

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.exhaustive,  # the year of `tests.demo.year`, three times as many units
    pytest.mark.usefixtures("album"),
]


@pytest.fixture(scope="module")
def album(
    django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The loaded year; answers the folder of its photos."""
    folder = tmp_path_factory.mktemp("album")
    with django_db_blocker.unblock(), loaded_demo(folder):
        yield folder
