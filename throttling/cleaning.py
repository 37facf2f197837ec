"""What the worker throws away once a day: failed log-ins and sessions nobody needs any more."""

from django.core.management import call_command
from django.db import connection

from throttling import attempts

# django-axes counted failed log-ins until this room did. Its tables stay, for a machine of the
# version before may still write them while others are upgraded; what they say of people does not.
OF_AXES = (
    *("axes_accessattemptexpiration", "axes_accessattempt"),
    *("axes_accesslog", "axes_accessfailurelog"),
)


def clean() -> None:
    attempts.forget_old()
    forget_what_axes_kept()
    call_command("clearsessions")


def forget_what_axes_kept() -> None:
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in OF_AXES:
            if table in there:
                cursor.execute(f"DELETE FROM {table}")
