"""What the tests of figures, returns, papers and mail share."""

import pytest

from installation import in_force
from tests.cast import Cast
from tests.figures.lives import Lives
from tests.notifications import mail_server
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


@pytest.fixture
def mail_office(settings):
    """A server that takes everything; the service is set up to write by it."""
    behaviour = mail_server.Behaviour()
    settings.EMAIL_BACKEND = "notifications.mail.server.Server"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    settings.DEFAULT_FROM_EMAIL = "ledger@school.example"
    settings.NOTIFICATION_CHANNELS = ["mail"]
    with mail_server.opened(behaviour) as settings.EMAIL_PORT:
        yield behaviour


@pytest.fixture
def public_address():
    known = in_force.memory.current()
    kept = known._replace(public_address="https://ledger.example.org")
    return in_force.memory.keep(kept).public_address
