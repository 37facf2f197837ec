"""What the tests of figures share."""

import pytest

from tests.cast import Cast
from tests.reports.lives import Lives


@pytest.fixture
def lives(cast: Cast) -> Lives:
    return Lives(cast)
