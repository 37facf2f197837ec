"""A device is told in words its owner recognises, and in no more than it said itself."""

import pytest
from django.test import RequestFactory

from throttling import user_agents

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
SAID = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36": (
        "Chrome · Windows"
    ),
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0": (
        "Edge · Windows"
    ),
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0": "Firefox · Linux",
    f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1": "Safari · iPhone",
    f"{IPHONE} Mobile/15E148 MicroMessenger/8.0.49": "微信 · iPhone",
    "Mozilla/5.0 (Linux; Android 12; HarmonyOS) AppleWebKit Chrome/99 HuaweiBrowser/14": (
        "华为浏览器 · 鸿蒙"
    ),
    "curl/8.5.0": "curl/8.5.0",
    "python-requests/2.31.0 extra": "python-requests/2.31.0",
    "": "",
    "<script>alert(1)</script>": "",
    "上报": "",
}


@pytest.mark.parametrize(("said", "words"), SAID.items())
def test_a_browser_a_program_and_nonsense(said, words):
    request = RequestFactory(headers={"user-agent": said}).get("/")
    assert user_agents.in_words(user_agents.device_of(request)) == words


def test_a_long_claim_is_kept_short():
    request = RequestFactory(headers={"user-agent": "x" * 5000}).get("/")
    assert len(user_agents.device_of(request)) <= 60
