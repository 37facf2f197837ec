"""Sends one letter to an address, and says in a sentence what the mail server answered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from notifications.mail import answers


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        answer = answers.send_now(answers.test_letter(address))
        if not answer.is_taken:
            raise CommandError(answer.sentence)
        self.stdout.write(answer.sentence)
