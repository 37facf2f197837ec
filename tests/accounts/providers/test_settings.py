"""What is set by halves, or would be overheard, stops the start with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.sections import providers

OIDC = {
    "OIDC_ISSUER": "https://sso.example.org/",
    "OIDC_CLIENT_ID": "ledger",
    "OIDC_CLIENT_SECRET": "s",
}
WECOM = {"WECOM_CORP_ID": "ww1", "WECOM_AGENT_ID": "1", "WECOM_SECRET": "s"}
LDAP = {"LDAP_URL": "ldaps://directory.example.org", "LDAP_BASE": "dc=example"}


@pytest.fixture
def declared(monkeypatch):
    def do(environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return providers.providers()

    return do


def test_nothing_said_is_nothing(declared):
    assert declared({}) == {}


def test_several_stand_side_by_side(declared):
    one = declared({**OIDC, **WECOM, "FEISHU_APP_ID": "cli", "FEISHU_APP_SECRET": "s", **LDAP})
    assert list(one) == ["oidc", "wecom", "feishu", "ldap"]
    assert one["oidc"].realm == "https://sso.example.org"
    assert (one["oidc"].match, one["oidc"].claim) == ("staff_number", "employee_number")
    assert (one["wecom"].match, one["wecom"].claim) == ("phone", "mobile")
    assert (one["ldap"].match, one["ldap"].claim) == ("staff_number", "employeeNumber")


WRONG = [
    ({"WECOM_CORP_ID": "ww1"}, "WECOM_AGENT_ID is missing"),
    ({"OIDC_CLIENT_SECRET": "s"}, "OIDC_ISSUER is missing"),
    ({**OIDC, "OIDC_ISSUER": "http://sso.example.org"}, "must begin with https://"),
    ({**OIDC, "OIDC_ISSUER": "sso.example.org"}, "must be an address"),
    ({**OIDC, "OIDC_MATCH": "email"}, "must be one of"),
    ({**WECOM, "WECOM_API_URL": "http://wecom.example.org"}, "must begin with https://"),
    ({**LDAP, "LDAP_URL": "ldap://directory.example.org"}, "in the clear"),
    ({**LDAP, "LDAP_STARTTLS": "yes"}, "LDAP_STARTTLS is for ldap://"),
    ({**LDAP, "LDAP_URL": "directory"}, "must be an address"),
]


@pytest.mark.parametrize(("environment", "sentence"), WRONG, ids=lambda one: str(one)[:40])
def test_what_makes_no_sense_is_refused(declared, environment, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        declared(environment)


def test_this_machine_may_be_spoken_to_without_tls(declared):
    assert declared({**OIDC, "OIDC_ISSUER": "http://127.0.0.1:9400"})
    assert declared({**LDAP, "LDAP_URL": "ldap://127.0.0.1"})


def test_starttls_is_as_good_as_tls(declared):
    one = declared({**LDAP, "LDAP_URL": "ldap://directory.example.org", "LDAP_STARTTLS": "yes"})
    assert one["ldap"].more["starttls"] == "yes"
