"""The services of these tests: each is set up as an operator would, by the environment."""

import pytest

from config.sections import providers
from tests.accounts.providers.issuer import Issuer
from tests.accounts.providers.servers import running
from tests.accounts.providers.stand_ins import DingTalk, Feishu, WeCom


@pytest.fixture
def set_up(settings, monkeypatch):
    """Takes the environment of an operator; what stood there before stays."""

    def do(environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        settings.PROVIDERS = providers.providers()

    return do


def stand_in(kind):
    @pytest.fixture
    def made(set_up):
        with running(kind()) as one:
            set_up(one.environment())
            yield one

    return made


wecom, dingtalk, feishu, issuer = map(stand_in, (WeCom, DingTalk, Feishu, Issuer))
