"""What the tests of figures, returns and papers share."""

import pytest

from tests.cast import Cast
from tests.figures.lives import Lives
from tests.returns.campaigning import Desk, campaign_of


@pytest.fixture
def lives(cast: Cast) -> Lives:
    return Lives(cast)


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The safety month of 2021, just opened."""
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"]))


@pytest.fixture
def monthly(cast: Cast) -> Desk:
    """The monthly form, every figure of which is counted."""
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], "monthly"))
