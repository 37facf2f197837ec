"""`Idempotency-Key`: the same request sent twice is done once and answered alike."""

import hashlib
import json
from datetime import timedelta
from functools import wraps

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from api.errors import refused
from api.models import LONGEST_KEY, IdempotencyKey
from api.preconditions import answered

KEPT = timedelta(days=30)  # a phone that was away for longer asks anew


def forget_old_answers() -> int:
    """Throw away the answers nobody comes back for; how many there were."""
    old = IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def once(handler):
    """Let a handler's answer be remembered under the key the client sent, if it sent one.

    The key is written in the handler's own transaction: a crash leaves neither, and of two at
    once the second waits at the unique index, then gets the first one's answer. A refusal
    changes nothing and is not remembered.
    """

    @wraps(handler)
    def answer(door, request, *args, **kwargs) -> Response:
        if "Idempotency-Key" not in request.headers:
            return handler(door, request, *args, **kwargs)
        told = {"user": request.user, "key": _key(request), "fingerprint": _fingerprint(request)}
        known = _replayed(**told)
        if known is not None:
            return known
        try:
            with transaction.atomic():
                row = IdempotencyKey.objects.create(**told)
                return _kept(row, handler(door, request, *args, **kwargs))
        except IntegrityError:
            known = _replayed(**told)
            if known is None:
                raise
            return known

    return answer


def _key(request) -> str:
    key = request.headers["Idempotency-Key"].strip()
    if not key.isprintable() or not 0 < len(key) <= LONGEST_KEY:
        detail = _("A key is 1 to %(most)d printable characters.") % {"most": LONGEST_KEY}
        raise ValidationError({"Idempotency-Key": [detail]})
    return key


def _fingerprint(request) -> str:
    what = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(what).hexdigest()


def _replayed(user, key: str, fingerprint: str) -> Response | None:
    row = IdempotencyKey.objects.filter(user=user, key=key).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        detail = _("This key was used for another request.")
        raise refused(422, "idempotency_key_reused", detail)
    answer = answered(json.loads(row.body), row.status)
    answer["Idempotent-Replayed"] = "true"
    return answer


def _kept(row: IdempotencyKey, answer: Response) -> Response:
    row.status, row.body = answer.status_code, JSONRenderer().render(answer.data).decode()
    row.save(update_fields=["status", "body"])
    return answer
