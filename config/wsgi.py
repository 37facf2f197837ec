"""The WSGI application that the web processes serve."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from config import environment
from foreign import places

NEVER_DEBUG = (
    "The service does not run with DEBUG: leave DJANGO_SETTINGS_MODULE out, or use make dev."
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("CONNECTION_POOL", "yes")  # its threads share connections; no other process
# Whoever brings no file is served also while files are read.
places.keep_free(environment.number("WEB_THREADS", 8, least=1, most=128))

# Everything here speaks UTF-8. Django decodes a request with the codec its Content-Type names,
# before any view could answer: "hex", "idna" or "undefined" would each end in a 500. Of what a
# content type may carry only the boundary of a multipart body is needed, so the rest goes.
KIND = re.compile(r'([^;]*)(?:.*?(;\s*boundary=(?:"[^"]*"|[^;"]*)))?', re.DOTALL | re.IGNORECASE)

if settings.DEBUG:
    raise ImproperlyConfigured(NEVER_DEBUG)
django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    kind = KIND.match(environ.get("CONTENT_TYPE", ""))
    environ["CONTENT_TYPE"] = "".join(part or "" for part in kind.groups()) if kind else ""
    return django(environ, start_response)
