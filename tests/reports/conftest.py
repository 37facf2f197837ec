"""What the tests of figures share."""

import pytest

from tests.cast import Cast
from tests.reports.campaigning import Desk, campaign_of
from tests.reports.lives import Lives


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
