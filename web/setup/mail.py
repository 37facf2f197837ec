"""邮件: is a server set, what waits for it, and a letter to oneself to see whether it arrives."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from installation import mail as letters
from installation.in_force import memory
from notifications.mail import answers
from notifications.models import Delivery
from throttling import rates
from web.setup.views import only_administrators

MINUTE = 60


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request):
    only_administrators(request.user)
    may_send = bool(answers.is_on() and request.user.email)
    if request.method != "POST":
        return shown(request, may_send)
    if not may_send:
        return shown(request, may_send, status=409)
    seconds = rates.wait("mail", str(request.user.pk))
    if seconds:
        answer = shown(request, may_send, refusal=too_often(seconds), status=429)
        answer["Retry-After"] = str(seconds)
        return answer
    said = letters.send_test(by=request.user)
    (messages.success if said.is_taken else messages.error)(request, said.sentence)
    return redirect("web:setup_mail")


def shown(request, may_send: bool, *, refusal: str = "", status: int = 200):
    waiting = Delivery.objects.under_way().filter(channel="mail")
    told = {
        "page": "setup",
        "is_on": answers.is_on(),
        "may_send": may_send,
        "public_address": memory.current().public_address,
        "waiting": waiting.count(),
        "why": waiting.exclude(error="").values_list("error", flat=True).first(),
        "refusals": [refusal] if refusal else [],
    }
    return render(request, "setup/mail.html", told, status=status)


def too_often(seconds: int) -> str:
    minutes = -(-seconds // MINUTE)
    return ngettext(
        "Too many letters at once. Try again in %(n)s minute.",
        "Too many letters at once. Try again in %(n)s minutes.",
        minutes,
    ) % {"n": minutes}
