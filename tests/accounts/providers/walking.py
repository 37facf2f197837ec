"""There and back: what somebody's browser does with a service, step by step."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.test import Client

LINK = re.compile(r'<meta http-equiv="refresh" content="0;url=([^"]+)"')
ERROR = re.compile(r'role="status"[^>]*>.*?<span>(.*?)</span>', re.DOTALL)


def sent_to(browser: Client, key: str, **told: Any) -> str:
    """The address at the service somebody is sent to."""
    page = browser.post(f"/login/with/{key}/", told, headers=told.pop("headers", {}))
    assert page.status_code == 200, page.headers
    (address,) = LINK.findall(page.content.decode())
    return unescape(address)


def asked_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def back(browser: Client, key: str, told: dict[str, str]) -> Any:
    return browser.get(f"/login/with/{key}/back/?{urlencode(told)}")


def through(browser: Client, key: str, stand_in: Any, who: str, **told: Any) -> Any:
    """The answer somebody gets who agrees there as `who`."""
    asked = asked_of(sent_to(browser, key, **told))
    return back(browser, key, stand_in.agreed(asked, who))


def sentence(browser: Client, answer: Any) -> str:
    """What the log-in page says after `answer` led back to it."""
    assert (answer.status_code, answer.url) == (302, "/login/"), answer
    page = browser.get("/login/").content.decode()
    said = ERROR.findall(page)
    return unescape(said[-1]) if said else ""


def who_is_in(browser: Client) -> str:
    return str(browser.session.get("_auth_user_id", ""))
