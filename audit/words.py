"""What an event was about, in one line for people."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audit.kinds import Kind
from audit.models import Event
from organizations.models import Role
from throttling import user_agents
from throttling.lockout import NOBODY

CHANGES = {
    "added": gettext_noop("%(whom)s was taken in"),
    "activated": gettext_noop("%(whom)s was activated again"),
    "deactivated": gettext_noop("%(whom)s was deactivated"),
    "superuser_given": gettext_noop("%(whom)s became a superuser"),
    "superuser_taken": gettext_noop("%(whom)s is no superuser any more"),
    "role_given": gettext_noop("%(whom)s: %(role)s at %(where)s given"),
    "role_taken": gettext_noop("%(whom)s: %(role)s at %(where)s taken away"),
    "role_dated": gettext_noop("%(whom)s: %(role)s at %(where)s, other days"),
}
CONTACTS = {
    "phone": gettext_noop("%(whom)s: phone"),
    "email_asked": gettext_noop("%(whom)s: %(address)s entered, not confirmed yet"),
    "email_confirmed": gettext_noop("%(whom)s: %(address)s confirmed"),
    "email_entered": gettext_noop("%(whom)s: %(address)s entered by somebody else"),
    "email_removed": gettext_noop("%(whom)s: mail address taken out"),
}
UNITS = {
    "founded": gettext_noop("%(unit)s was founded"),
    "renamed": gettext_noop("%(before)s is called %(unit)s"),
    "moved": gettext_noop("%(unit)s reports to %(other)s"),
    "merged": gettext_noop("%(unit)s was merged into %(other)s"),
    "passed_on": gettext_noop("%(unit)s: what was open went to %(other)s"),
    "split": gettext_noop("%(other)s was split off %(unit)s"),
    "closed": gettext_noop("%(unit)s was closed"),
}
REASONS = {
    "idle": gettext_noop("nothing happened for a while"),
    "by_oneself": gettext_noop("ended by its owner from elsewhere"),
    "code": gettext_noop("a wrong activation code"),
    "link": gettext_noop("a wrong link for a new password"),
}
WAYS = {
    "app": gettext_noop("with the app"),
    "recovery_code": gettext_noop("with a recovery code"),
}
# By which somebody logs in with an account they have there.
SERVICES = {
    "oidc": gettext_noop("Unified log-in"),
    "wecom": gettext_noop("WeCom"),
    "dingtalk": gettext_noop("DingTalk"),
    "feishu": gettext_noop("Feishu"),
    "ldap": gettext_noop("the directory"),
}
NOT_ADMITTED = {
    "untold": gettext_noop("it did not say who they are here"),
    "unknown": gettext_noop("nobody here is known by what it says"),
    "shared": gettext_noop("several people here have this phone number"),
    "moved": gettext_noop("bound to one person, its number now another's"),
    "taken": gettext_noop("the person is bound to another account there"),
    "no_role": gettext_noop("no role here today"),
    "forged": gettext_noop("not begun in this browser, used before, or not genuine"),
}
SCOPES = {
    "read": gettext_noop("read only"),
    "report": gettext_noop("read, and report hazards"),
    "full": gettext_noop("everything its owner may do"),
}


def summary(event: Event) -> str:
    """Empty where the kind says it all."""
    told = event.details
    if say := SENTENCES.get(event.kind):
        return say(told)
    if told.get("through") in SERVICES:
        return _through(told)
    if told.get("scope") in SCOPES:
        return _token(told)
    if reason := REASONS.get(told.get("reason", "")):
        return _session(reason, told)
    return _("a name nobody has") if event.account.startswith(NOBODY) else plainly(told)


def _of_unit(told: dict) -> str:
    sentence = UNITS[told["change"]]
    said = _(sentence) % {"other": "", "before": "", **told}
    return _("%(what)s, from %(day)s on") % {"what": said, "day": told.get("day", "")}


def plainly(told: dict) -> str:
    """The address of a page with its filters, and whatever else was noted."""
    path, query = told.get("path", ""), told.get("query", "")
    named = (told.get("method", ""), f"{path}?{query}" if query else path)
    rest = [str(value) for name, value in told.items() if name not in ("path", "query", "method")]
    return " ".join(filter(None, [*named, *rest]))


def _rights(told: dict) -> str:
    days = _days(told.get("first_day", ""), told.get("last_day", ""))
    sentence = CHANGES[told["change"]]
    said = _(sentence) % {"where": "", **told, "role": _role(told.get("role"))}
    return f"{said} ({days})" if days else said


def _contact(told: dict) -> str:
    sentence = CONTACTS[told["change"]]
    return _(sentence) % {"address": "", **told}


def _through(told: dict) -> str:
    """By which service, whose account there it is, and what kept somebody out."""
    service, reason = SERVICES[told["through"]], NOT_ADMITTED.get(told.get("reason", ""))
    said = [_(service), _(reason) if reason else "", told.get("whom", "")]
    return " · ".join(filter(None, said))


def _activated(told: dict) -> str:
    maker = told.get("maker") or _("the server")
    return _("with a slip made by %(maker)s") % {"maker": maker}


def _shown(told: dict) -> str:
    way = WAYS.get(told.get("way", ""))
    return _(way) if way else ""


def _days(first: str, last: str) -> str:
    return f"{first or '…'} – {last or '…'}" if first or last else ""


def _token(told: dict) -> str:
    """Its name, how its secret begins, what it opens and until when."""
    name = user_agents.in_words(told.get("name", "")) or _("Log-in")
    opens = SCOPES[told["scope"]]
    about = _("%(name)s (%(begins)s…): %(opens)s, until %(until)s")
    return about % {"begins": "", "until": "", **told, "name": name, "opens": _(opens)}


def _session(reason: str, told: dict) -> str:
    where = [user_agents.in_words(told.get("device", "")), told.get("address", "")]
    return " · ".join(filter(None, [_(reason), *where]))


def _role(role: str | None) -> str:
    return str(Role(role).label) if role else ""


# Of kinds whose details have a sentence of their own.
SENTENCES: dict[str, Callable[[dict], str]] = {
    Kind.RIGHTS_CHANGED: _rights,
    Kind.CONTACT_CHANGED: _contact,
    Kind.UNIT_CHANGED: _of_unit,
    Kind.EVENTS_REMOVED: lambda told: _("%(events)s events before %(before)s") % told,
    Kind.PASSWORD_RESET: lambda told: _("the password of %(whom)s") % {"whom": "", **told},
    Kind.ACTIVATION_MADE: lambda told: _("for %(whom)s") % {"whom": "", **told},
    Kind.ACTIVATED: _activated,
    Kind.SERVICE_MADE: lambda told: (
        _("%(whom)s: %(role)s at %(where)s given")
        % {"whom": "", "where": "", **told, "role": _role(told.get("role"))}
    ),
    Kind.SECOND_FACTOR_SHOWN: _shown,
    Kind.SECOND_FACTOR_REMOVED: lambda told: (
        _("of %(whom)s") % told if told.get("whom") else _("by its owner")
    ),
}
