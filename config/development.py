"""The settings of `make dev`: Django's debug pages, static files as they lie, its own ledger.

No variable turns DEBUG on: it takes this module, and the service of `make run` refuses to run with
it (config/wsgi.py). Of the environment of a service only the address is read; whatever else it
names, a database, a data folder, a store for photos, a mail server, is that service's and stays
untouched.
"""

import os

from django.core.exceptions import ImproperlyConfigured

from config.sections import mail

DEBUG_IN_PUBLIC = (
    "make dev shows whoever asks what the program holds: it runs on this machine only, without "
    "HTTPS, ALLOWED_HOSTS or a HOST that others reach."
)
NOT_OURS = (
    *("DATABASE_URL", "AWS_STORAGE_BUCKET_NAME", "MEDIA_URL_S3"),
    *("EMAIL_HOST", *mail.NAMES),
)

for name in NOT_OURS:
    os.environ.pop(name, None)
# The processes it starts read the same module, and come out at the same folder.
os.environ["DATA_DIR"] = os.environ.get("DEV_DATA_DIR", "").strip() or "var/dev"
os.environ.setdefault("DEMO_HAZARDS", "60")

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, PUBLIC, STORAGES  # noqa: E402

if PUBLIC:
    raise ImproperlyConfigured(DEBUG_IN_PUBLIC)

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# The server gives each request a thread of its own, which would leave its connection behind.
DATABASES["default"]["CONN_MAX_AGE"] = 0
