"""Django's own command; the person is told, and chooses another password at the next log-in."""

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword

from accounts.passwords import note_reset
from organizations.models import User


class Command(changepassword.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        """Without a name it is the account called as the user of the system, as Django has it."""
        said = super().handle(*args, **options)
        note_reset(User.objects.get(username=options["username"] or getpass.getuser()))
        return said
