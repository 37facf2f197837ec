"""What is logged and how: lines for a terminal, or JSON for a machine (LOG_FORMAT=json)."""

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

from config import environment

LOG_LEVEL = environment.choice("LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR")
LOG_FORMAT = environment.choice("LOG_FORMAT", "line", "json")
# On a terminal a line for each request hides the few that matter.
ACCESS_LOG = environment.flag("ACCESS_LOG", default=LOG_FORMAT == "json")

LINE = "%(asctime)s %(levelname)s %(name)s pid=%(process)d request=%(request_id)s %(message)s"
AS_JSON: dict[str, Any] = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "format": "%(asctime)s %(levelname)s %(name)s %(process)d %(request_id)s %(message)s",
    "datefmt": "%Y-%m-%dT%H:%M:%S%z",
    "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger", "process": "pid"},
    # Django hangs the request itself on its lines; written out it names what was searched for.
    "reserved_attrs": [*RESERVED_ATTRS, "request"],
    "json_ensure_ascii": False,
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request": {"()": "monitoring.request_ids.Stamp"},
        "codes": {"()": "monitoring.secret_paths.WithoutCodes"},
    },
    "formatters": {"line": {"format": LINE}, "json": AS_JSON},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["request", "codes"],
        },
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # Asked for by ACCESS_LOG, whatever the level of the rest.
        "access": {"level": "INFO"},
        # An outage is told by each request it refuses, and by healthz.
        "psycopg.pool": {"level": "ERROR"},
    },
}
