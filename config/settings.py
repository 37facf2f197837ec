"""The one settings file: the environment decides, and nonsense is refused with a sentence."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from api.openapi.enum_names import ENUM_NAMES
from config import environment
from config.sections import databases, localization, providers, s3, sign_in, throttles
from config.sections.exposure import exposure
from config.sections.logs import ACCESS_LOG, LOGGING  # noqa: F401  settings by these names
from config.sections.mail import mail_server

# Units are found by the readings of single characters; of phrases nobody asks, and they take 45 MB
# in each process.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_dir(BASE_DIR)

# --- Where the service stands --------------------------------------------------------------

EXPOSURE = exposure()
HOST, SITE_NAMES, HTTPS, PROXIES = EXPOSURE.host, EXPOSURE.names, EXPOSURE.https, EXPOSURE.proxies
PORT = environment.port()
METRICS_TOKEN = environment.text("METRICS_TOKEN")
PUBLIC = EXPOSURE.is_public
DEMO = environment.flag("DEMO", default=not PUBLIC)
DEMO_PASSWORD = environment.text("DEMO_PASSWORD", "demo-2021")
# Named on the login page, in this order; those who are not in the database are left out.
DEMO_PEOPLE = (
    *("auditor", "administrator", "officer.central"),
    *("inspector", "responsible", "officer", "viewer"),
    *("inspector.b", "responsible.b", "officer.b"),
    *("inspector.direct", "responsible.direct", "officer.direct"),
)
DEMO_HAZARDS = environment.number("DEMO_HAZARDS", 600, least=0, most=1_000_000)

DEBUG = False
SECRET_KEY = environment.secret_key(DATA_DIR / "secret.key")
# Who tipped is encrypted with a key of its own, and deleted some days after the answer.
TIPSTER_KEY_FILE = DATA_DIR / "tipster.key"
TIPSTER_KEY = environment.tipster_key(TIPSTER_KEY_FILE)
TIPSTER_DAYS = environment.number("TIPSTER_DAYS", 90, least=1, most=730)
# Of pictures of tips nobody has taken up yet: beyond it a tip is taken without its pictures.
TIP_PHOTO_BYTES = environment.number("TIP_PHOTO_MB", 512, least=0, most=100_000) * 1024 * 1024
ALLOWED_HOSTS = [*SITE_NAMES, HOST, "localhost", "127.0.0.1", "[::1]"]
if HOST in ("0.0.0.0", "::") and not SITE_NAMES:
    # Without a name to go by, every name is let in: nothing kept or sent is built from the Host.
    ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in SITE_NAMES if HTTPS]
ROOT_URLCONF = "config.urls"

INSTALLED_APPS = [
    "config",
    "changes",
    "organizations",
    "deadlines",
    "throttling",
    "jobs",
    "audit",
    "notifications",
    "accounts",
    "workflow",
    "records",
    "hazards",
    "figures",
    "returns",
    "papers",
    "imports",
    "district",
    "rechecks",
    "inspections",
    "activities",
    "tips",
    "installation",
    "monitoring",
    "backup",
    "api",
    "web",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "accounts.providers.apps.Account",
    "accounts.providers.apps.SocialAccount",
    "config.administration.Administration",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_fsm",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "csp",
]

MIDDLEWARE = [
    "monitoring.requests.watch_requests",
    "monitoring.views.answer_probes",
    "throttling.addresses.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.SmallerPages",
    "csp.middleware.CSPMiddleware",
    "installation.middleware.DistrictDays",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "monitoring.answers.refuse_what_did_not_fit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.idle.EndIdleSessions",
    "web.second_factor.gate.SecondFactorFirst",
    "web.openers.OpenedByWhoSends",
    "web.login_required.LoginFirst",
    "web.private.NewPasswordFirst",
    "web.private.not_stored",
    "audit.middleware.RecordRequests",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.limits.refuse_huge_requests",
    "config.limits.refuse_when_too_much_waits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.limits.AnswerWhenBusy",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.shell",
            ],
            "builtins": ["web.templatetags.openers"],
        },
    },
]

CSRF_FAILURE_VIEW = "web.openers.refused_by_token"

# --- Records -------------------------------------------------------------------------------

DATABASE_URL = environment.text("DATABASE_URL")
POOLED = environment.flag("CONNECTION_POOL", default=False)
DATABASES = {"default": databases.configured(DATABASE_URL, DATA_DIR, pooled=POOLED)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": environment.folder(DATA_DIR / "cache"),
    },
}
if databases.is_postgres(DATABASE_URL):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }

# --- Files ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "jpeg", "webp", "gz", "woff2"]
# Photos are evidence: they have no URL of their own, only views that ask who is asking.
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = ""
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "hazards.photos.store.DurableFiles"},
    "staticfiles": {"BACKEND": "config.static.HashedAndGzipped"},
}
BUCKET = environment.text("AWS_STORAGE_BUCKET_NAME")
MEDIA_URL_S3 = environment.text("MEDIA_URL_S3")
if MEDIA_URL_S3 or BUCKET:
    STORAGES["default"] = s3.storage(MEDIA_URL_S3, BUCKET)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_TEMP_DIR = environment.folder(DATA_DIR / "tmp")
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
MAX_REQUEST_BYTES = 128 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 2000, 20

# --- Words and days ------------------------------------------------------------------------

LANGUAGE_CODE, LANGUAGES = localization.LANGUAGE_CODE, localization.LANGUAGES
TIME_ZONE, USE_TZ = localization.TIME_ZONE, True

# --- People --------------------------------------------------------------------------------

AUTH_USER_MODEL = "organizations.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "/", "/login/"
# Services people may log in with as well; allauth speaks to them and keeps whose is whose (ADR 43).
PROVIDERS = providers.providers()
SOCIALACCOUNT_ADAPTER = "accounts.providers.adapter.Adapter"
AUTHENTICATION_BACKENDS = [
    "throttling.backends.EvenTimeBackend",
    *(["accounts.providers.protocols.ldap.LdapBackend"] if "ldap" in PROVIDERS else []),
]
PASSWORD_HASHERS = ["throttling.hashing.BoundedArgon2"]
AUTH_PASSWORD_VALIDATORS = sign_in.PASSWORD_VALIDATORS
AUDIT_MONTHS, ACTIVATION_DAYS = sign_in.AUDIT_MONTHS, sign_in.ACTIVATION_DAYS
SECOND_FACTOR = sign_in.SECOND_FACTOR
LOCKOUT_ENABLED, LOCKOUT, RATES = True, throttles.LOCKOUT, throttles.RATES
RATES_FILE = FILE_UPLOAD_TEMP_DIR / "rates"

SESSION_ENGINE, SESSION_COOKIE_AGE = "accounts.sessions", sign_in.LONGEST_SESSION
IDLE_MINUTES = sign_in.IDLE_MINUTES
IDLE_MINUTES_OWN_DEVICE = sign_in.IDLE_MINUTES_OWN_DEVICE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# Believed only of a proxy of ours: `throttling.addresses` takes away what anybody else says.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = EXPOSURE.hsts
# Both bind whoever else has a name in the domain: only the operator can want them.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = environment.flag("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# --- The API -------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["api.rates.CallRate"],
    "EXCEPTION_HANDLER": "api.errors.handle",
}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Token", "TOKEN_TTL": timedelta(days=30)}
SPECTACULAR_SETTINGS = {
    "TITLE": "The hazard ledger",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# --- Letters and logs ----------------------------------------------------------------------

MAIL_SERVER = mail_server(SITE_NAMES)
EMAIL_BACKEND = "notifications.mail.server.Server"
EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port  # none, and the inbox is all
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.tls == "starttls", MAIL_SERVER.tls == "tls"
EMAIL_TIMEOUT, EMAIL_PER_MINUTE = MAIL_SERVER.timeout, MAIL_SERVER.per_minute
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_SERVER.sender
# Modules of `notifications.channels`, beside the inbox.
NOTIFICATION_CHANNELS = [*(["mail"] if EMAIL_HOST else []), *environment.words("CHANNELS")]
