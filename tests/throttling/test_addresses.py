"""The client's address is what our own outermost proxy saw, whatever anybody claims."""

import pytest
from django.http import HttpResponse

from throttling.addresses import UNANNOUNCED, ClientAddress, client_address, network


@pytest.fixture
def behind(rf, settings):
    """What a view sees of a request that came through so many proxies of ours."""

    def seen(proxies, claimed=None, peer="10.0.0.9", **headers):
        settings.PROXIES = proxies
        if claimed is not None:
            headers["X-Forwarded-For"] = claimed
        request = rf.get("/", REMOTE_ADDR=peer, headers=headers)
        ClientAddress(lambda request: HttpResponse())(request)
        return request

    return seen


@pytest.mark.parametrize(
    ("proxies", "claimed", "address"),
    [
        (0, None, "10.0.0.9"),
        (0, "203.0.113.5", "10.0.0.9"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (1, "127.0.0.1,,203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5, 192.0.2.7", "203.0.113.5"),
        (2, "198.51.100.1", "10.0.0.9"),
        (1, None, "10.0.0.9"),
        (1, "nonsense", "10.0.0.9"),
        (1, "203.0.113.5:4711", "203.0.113.5"),
        (1, '"[2001:db8::1]:4711"', "2001:db8::1"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_only_what_our_own_proxies_appended_counts(behind, proxies, claimed, address):
    assert client_address(behind(proxies, claimed)) == address


def test_nobody_says_without_a_proxy_that_the_request_came_over_https(behind, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    claim = {"X-Forwarded-Proto": "https"}
    assert not behind(0, **claim).is_secure()
    assert behind(1, "203.0.113.5", **claim).is_secure()


def test_no_other_forwarding_header_reaches_a_view(behind):
    claims = {"X-Real-IP": "203.0.113.5", "Forwarded": "for=203.0.113.5", "X-Forwarded-Host": "x"}
    request = behind(1, "203.0.113.5", **claims)
    assert not {"X-Real-Ip", "Forwarded", "X-Forwarded-Host", "X-Forwarded-For"} & {
        *request.headers
    }


def test_a_proxy_that_was_not_announced_is_told_of_once(behind, rf, settings, caplog):
    settings.PROXIES = 0
    middleware = ClientAddress(lambda request: HttpResponse())
    for _ in range(2):
        middleware(rf.get("/", headers={"X-Forwarded-For": "203.0.113.5"}))
    assert [record.message for record in caplog.records] == [UNANNOUNCED]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
    ],
)
def test_a_household_of_ipv6_addresses_is_one_place(address, place):
    assert network(address) == place
