"""Tips, and those who handle them."""

import pytest

from tests.cast import Cast
from tests.tips.telling import Telling


@pytest.fixture
def telling(cast: Cast) -> Telling:
    return Telling(cast)
