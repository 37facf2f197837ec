"""Settings of signing in: which passwords are taken, how long a session lasts, what is kept."""

from config import environment

_DJANGOS = "django.contrib.auth.password_validation."
PASSWORD_VALIDATORS = [
    {"NAME": _DJANGOS + "UserAttributeSimilarityValidator"},
    {"NAME": "accounts.validators.LengthValidator"},
    {"NAME": _DJANGOS + "CommonPasswordValidator"},
    {"NAME": _DJANGOS + "NumericPasswordValidator"},
    {"NAME": "accounts.validators.GuessablePasswordValidator"},
]
DAY = 24 * 3600  # seconds
LONGEST_SESSION = 14 * DAY
# Of a computer somebody shares, and of a device they said is their own. A phone in somebody's
# pocket has a lock of its own, and a weekend is no reason to type a password in a basement.
IDLE_MINUTES = environment.number("IDLE_MINUTES", 60, least=1, most=20_160)
IDLE_MINUTES_OWN_DEVICE = environment.number(
    "IDLE_MINUTES_OWN_DEVICE", 4_320, least=IDLE_MINUTES, most=20_160
)
# How many days after the one it is made on an activation code can be used.
ACTIVATION_DAYS = environment.number("ACTIVATION_DAYS", 14, least=1, most=60)
# Who must have a second factor: roles, or "all"; nobody where it is optional.
SECOND_FACTOR = environment.some_of(
    "SECOND_FACTOR",
    alone=("optional", "all"),
    together=("inspector", "responsible", "officer", "auditor", "administrator", "viewer"),
)
# The law asks for six calendar months of logs; the database itself keeps as many in any case.
AUDIT_MONTHS = environment.number("AUDIT_MONTHS", 12, least=6, most=120)
