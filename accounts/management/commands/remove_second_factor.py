"""Takes a second factor off at the server: for the last administrator, who has lost the phone."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import SecondFactor
from accounts.second_factor import removing
from organizations.models import User


class Command(BaseCommand):
    help = "Remove the second factor of an account; its sessions end, and its owner is told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", help="whose")
        parser.add_argument(
            "--everybody",
            action="store_true",
            help="of all accounts: where SECRET_KEY is another one, no app shows a right code",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["username"]) == options["everybody"]:
            raise CommandError("Give a user name, or --everybody.")
        people = User.objects.filter(pk__in=SecondFactor.objects.values("person"))
        if options["username"]:
            people = User.objects.filter(username=options["username"])
            if not people:
                raise CommandError(f"Nobody is called {options['username']}.")
        for person in people.order_by("pk"):
            self.remove(person)

    def remove(self, person: User) -> None:
        try:
            removing.remove(person)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"The second factor of {person.username} is removed.")
