"""What the tests of the pages about returns share."""

import pytest

from tests.cast import Cast
from tests.returns.campaigning import Desk
from tests.web.returns.filing import desk_of


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """A running campaign on the form of the notice."""
    return desk_of(cast)


@pytest.fixture
def look(client):
    """A page as somebody gets it."""

    def look(person, address, **more):
        client.force_login(person)
        return client.get(address, **more)

    return look


@pytest.fixture
def send(client):
    """What somebody gets for a form."""

    def send(person, address, told=None, **more):
        client.force_login(person)
        return client.post(address, told or {}, **more)

    return send
