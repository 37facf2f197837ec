"""The id of the request under way: on its answer, on each of its log lines, on the page of a fault.

One that the proxy in front has given is taken over, so that its log and ours can be laid side by
side. Without a proxy nobody is asked: a stranger would choose what stands in the log.
"""

import logging
import re
import uuid
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)

current: ContextVar[str] = ContextVar("request_id", default="-")


def id_for(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "")
    if settings.PROXIES and SANE.fullmatch(given):
        return given
    return uuid.uuid4().hex


class Stamp(logging.Filter):
    """Gives each log line the id of its request, or "-" outside of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
