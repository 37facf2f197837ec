"""Which other services people may log in with; what is set by halves is refused with a sentence."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from accounts.providers.declared import DINGTALK, FEISHU, LDAP, OIDC, WECOM, Declared
from config import environment

MISSING = "{name} is missing: log-in by this service needs {needed}."
NOT_SECURE = "{name} must begin with https://, not {said!r}: who somebody is crosses the network."
NO_ADDRESS = "{name} must be an address such as {example}, not {said!r}."
LDAP_IN_THE_CLEAR = (
    "LDAP_URL would carry passwords in the clear: give it as ldaps://, or set LDAP_STARTTLS=yes."
)
LDAP_TWICE = "LDAP_STARTTLS is for ldap://; ldaps:// is encrypted from the first byte."
LONGEST_REALM = 150
NAMES = (
    *("OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_MATCH"),
    *("OIDC_CLAIM", "WECOM_CORP_ID", "WECOM_AGENT_ID", "WECOM_SECRET", "WECOM_MATCH"),
    *("WECOM_LOGIN_URL", "WECOM_OPEN_URL", "WECOM_API_URL"),
    *("DINGTALK_CLIENT_ID", "DINGTALK_CLIENT_SECRET", "DINGTALK_CORP_ID"),
    *("DINGTALK_LOGIN_URL", "DINGTALK_API_URL"),
    *("FEISHU_APP_ID", "FEISHU_APP_SECRET", "FEISHU_MATCH", "FEISHU_LOGIN_URL", "FEISHU_API_URL"),
    *("LDAP_URL", "LDAP_STARTTLS", "LDAP_BIND_DN", "LDAP_BIND_PASSWORD", "LDAP_BASE"),
    *("LDAP_MATCH", "LDAP_ATTRIBUTE", "LDAP_SUBJECT"),
)


def providers() -> dict[str, Declared]:
    """By their keys, in the order of the buttons. Raises ImproperlyConfigured."""
    made = (oidc(), wecom(), dingtalk(), feishu(), ldap())
    return {one.key: one for one in made if one is not None}


def together(*names: str) -> list[str] | None:
    """The values of variables that are set all together, or None where none is."""
    said = [environment.text(name) for name in names]
    if not any(said):
        return None
    for name, value in zip(names, said, strict=True):
        if not value:
            raise ImproperlyConfigured(MISSING.format(name=name, needed=", ".join(names)))
    return said


def address(name: str, default: str = "") -> str:
    """An https address without a slash at the end; http on a loopback address only."""
    said = environment.text(name, default).rstrip("/")
    parts = urlsplit(said)
    is_here = environment.is_loopback(parts.hostname or "")
    if not parts.hostname or parts.scheme not in ("http", "https") or len(said) > LONGEST_REALM:
        example = default or "https://sso.example.org"
        raise ImproperlyConfigured(NO_ADDRESS.format(name=name, example=example, said=said))
    if parts.scheme == "http" and not is_here:
        raise ImproperlyConfigured(NOT_SECURE.format(name=name, said=said))
    return said


def oidc() -> Declared | None:
    said = together("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    if said is None:
        return None
    match = environment.choice("OIDC_MATCH", "staff_number", "username", "phone")
    usual = {"staff_number": "employee_number", "username": "preferred_username"}
    claim = environment.text("OIDC_CLAIM", usual.get(match, "phone_number"))
    issuer = address("OIDC_ISSUER")
    name = environment.text("OIDC_NAME")
    return Declared(OIDC, issuer, said[1], said[2], match, claim, name, {"issuer": issuer})


def wecom() -> Declared | None:
    said = together("WECOM_CORP_ID", "WECOM_AGENT_ID", "WECOM_SECRET")
    if said is None:
        return None
    match = environment.choice("WECOM_MATCH", "phone", "staff_number", "username")
    addresses = {
        "login": address("WECOM_LOGIN_URL", "https://login.work.weixin.qq.com"),
        "open": address("WECOM_OPEN_URL", "https://open.weixin.qq.com"),
        "api": address("WECOM_API_URL", "https://qyapi.weixin.qq.com"),
    }
    claim = "mobile" if match == "phone" else "userid"
    more = {"agent": said[1]}
    return Declared(WECOM, said[0], said[0], said[2], match, claim, "", addresses, more)


def dingtalk() -> Declared | None:
    said = together("DINGTALK_CLIENT_ID", "DINGTALK_CLIENT_SECRET")
    if said is None:
        return None
    addresses = {
        "login": address("DINGTALK_LOGIN_URL", "https://login.dingtalk.com"),
        "api": address("DINGTALK_API_URL", "https://api.dingtalk.com"),
    }
    more = {"corp": environment.text("DINGTALK_CORP_ID")}
    return Declared(DINGTALK, said[0], said[0], said[1], "phone", "mobile", "", addresses, more)


def feishu() -> Declared | None:
    said = together("FEISHU_APP_ID", "FEISHU_APP_SECRET")
    if said is None:
        return None
    match = environment.choice("FEISHU_MATCH", "phone", "staff_number")
    addresses = {
        "login": address("FEISHU_LOGIN_URL", "https://accounts.feishu.cn"),
        "api": address("FEISHU_API_URL", "https://open.feishu.cn"),
    }
    claim = "mobile" if match == "phone" else "employee_no"
    return Declared(FEISHU, said[0], said[0], said[1], match, claim, "", addresses)


def ldap() -> Declared | None:
    said = together("LDAP_URL", "LDAP_BASE")
    if said is None:
        return None
    url, base = said
    starttls = environment.flag("LDAP_STARTTLS", default=False)
    host = host_of_directory(url, starttls=starttls)
    match = environment.choice("LDAP_MATCH", "staff_number", "username")
    usual = "employeeNumber" if match == "staff_number" else "uid"
    return Declared(
        LDAP,
        f"{host} {base}"[:LONGEST_REALM],
        environment.text("LDAP_BIND_DN"),
        environment.text("LDAP_BIND_PASSWORD"),
        match,
        environment.text("LDAP_ATTRIBUTE", usual),
        addresses={"url": url},
        more={
            "base": base,
            "starttls": "yes" if starttls else "",
            "subject": environment.text("LDAP_SUBJECT", "entryUUID"),
        },
    )


def host_of_directory(url: str, *, starttls: bool) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("ldap", "ldaps") or not parts.hostname:
        example = "ldaps://directory.example.org"
        raise ImproperlyConfigured(NO_ADDRESS.format(name="LDAP_URL", example=example, said=url))
    refuse_in_the_clear(parts.scheme, parts.hostname, starttls=starttls)
    return parts.hostname


def refuse_in_the_clear(scheme: str, host: str, *, starttls: bool) -> None:
    if scheme == "ldaps" and starttls:
        raise ImproperlyConfigured(LDAP_TWICE)
    if scheme == "ldap" and not starttls and not environment.is_loopback(host):
        raise ImproperlyConfigured(LDAP_IN_THE_CLEAR)
