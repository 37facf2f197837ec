"""Django's own command; who becomes a superuser is logged."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from audit import log
from audit.kinds import Kind
from organizations.models import User


class Command(createsuperuser.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        before = set(User.objects.filter(is_superuser=True).values_list("pk", flat=True))
        super().handle(*args, **options)
        for person in User.objects.filter(is_superuser=True).exclude(pk__in=before):
            told = {"whom": person.username, "change": "superuser_given"}
            log.record(Kind.RIGHTS_CHANGED, about=person, details=told)
