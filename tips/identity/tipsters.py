"""Who tipped: kept, looked at by those named for it with each look logged, and deleted."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from audit import log
from audit.kinds import Kind
from texts.writing import as_entered
from tips import policy
from tips.identity import secrecy
from tips.models import Tip, TipsterIdentity
from workflow.errors import NotPermitted

LONGEST = 60
AT_ONCE = 500


@dataclass(frozen=True)
class Tipster:
    """What somebody left of themselves. It has no words of its own, so that it stands in no log."""

    phone: str = ""
    name: str = ""

    def __repr__(self) -> str:
        return "<Tipster>"

    @property
    def is_somebody(self) -> bool:
        return bool(self.phone or self.name)


def said(phone: str = "", name: str = "") -> Tipster:
    return Tipster(as_entered(phone)[:LONGEST], as_entered(name)[:LONGEST])


def kept_for() -> int:
    """Days after the answer."""
    return settings.TIPSTER_DAYS


def keep(tip: Tip, who: Tipster) -> None:
    text = json.dumps({"phone": who.phone, "name": who.name}, ensure_ascii=False)
    ciphertext, key_id = secrecy.encrypt(text)
    TipsterIdentity.objects.create(tip=tip, ciphertext=ciphertext, key_id=key_id)


def look(tip: Tip, *, by, request: HttpRequest | None = None) -> Tipster:
    """Who told this tip, logged with who looked; nobody where nothing was left, or it has been
    deleted. Raises NotPermitted, and secrecy.Unreadable, which is logged as a look as well."""
    if not policy.handles_tip(tip, by):
        raise NotPermitted(_("This is not yours to see."))
    with transaction.atomic():
        kept = TipsterIdentity.objects.filter(tip=tip).first()
        log.record(Kind.TIPSTER_VIEWED, request=request, by=by, about=tip, unit=tip.verifier)
    if kept is None:
        return Tipster()
    return Tipster(**json.loads(secrecy.decrypt(kept.ciphertext, kept.key_id)))


def delete(tip: Tip) -> None:
    TipsterIdentity.objects.filter(tip=tip).delete()


def are_kept() -> bool:
    return TipsterIdentity.objects.exists()


def unreadable() -> int:
    """How many identities are encrypted with a key that is not here."""
    here = [secrecy.id_of(key) for key in secrecy.known_keys()]
    return TipsterIdentity.objects.exclude(key_id__in=here).count()


def encrypt_anew() -> int:
    """Write each identity with the newest key that is not; how many there were. What cannot be read
    stays as it is."""
    newest, done, after = secrecy.id_of(secrecy.known_keys()[0]), 0, 0
    while some := list(_others(newest).filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        done += sum(map(_encrypted_anew, some))
        after = some[-1].pk
    return done


def _others(newest: str):
    return TipsterIdentity.objects.exclude(key_id=newest)


def _encrypted_anew(kept: TipsterIdentity) -> bool:
    try:
        text = secrecy.decrypt(kept.ciphertext, kept.key_id)
    except secrecy.Unreadable:
        return False
    kept.ciphertext, kept.key_id = secrecy.encrypt(text)
    # One that was deleted meanwhile is not written again.
    told = {"ciphertext": kept.ciphertext, "key_id": kept.key_id}
    return bool(TipsterIdentity.objects.filter(pk=kept.pk).update(**told))
