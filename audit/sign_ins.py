"""Logs who comes in, who leaves, and whose password was wrong, as Django tells it."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from audit import log
from audit.kinds import Kind, Result
from throttling.lockout import kept_name


@receiver(user_logged_in)
def log_the_log_in(request: HttpRequest, user: Any, **_more: Any) -> None:
    """`came_through` is the other service somebody proved with who they are."""
    told = {"through": getattr(request, "came_through", "")}
    log.record(Kind.LOGGED_IN, request=request, by=user, details=told)


@receiver(user_logged_out)
def log_the_log_out(request: HttpRequest, user: Any, **_more: Any) -> None:
    """Leaving without having been inside is no event."""
    if user is not None:
        log.record(Kind.LOGGED_OUT, request=request, by=user)


@receiver(user_login_failed)
def log_the_failure(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any
) -> None:
    """The name that was typed where somebody has it; `by` stays empty."""
    account = kept_name(str(credentials.get("username") or ""))
    log.record(Kind.LOGIN_FAILED, request=request, account=account, result=Result.FAILED)
