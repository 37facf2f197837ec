"""One year in a third of the district for all the files here: its size is not what is tested."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo import district
from tests.demo.conftest import FEW, loaded_demo


@pytest.fixture(scope="package")
def album(
    django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The loaded year; answers the folder of its photos."""
    folder = tmp_path_factory.mktemp("album")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(district, "TOWNSHIPS", FEW)
        with loaded_demo(folder):
            yield folder
