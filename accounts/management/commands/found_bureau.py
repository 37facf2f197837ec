"""`manage.py found_bureau CODE NAME`: one more tree of units, or a city above those there are."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.people import NewPerson
from accounts.roots import Founded, NewRoot, found_root
from organizations.models import Unit
from organizations.units import AUTHORITIES

NO_UNIT = "No unit has the code {code}."
FOUNDED = "{unit} ({code}) is founded; {who} ({account}) is its administrator."
SLIP = "Activation code: {code}, good until {day}. It is entered under /activate/, and shown once."


class Command(BaseCommand):
    help = (
        "Founds a bureau, a city or a province that reports to nobody, with its first "
        "administrator. --above lets bureaus there are report to it from today on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code")
        parser.add_argument("name")
        parser.add_argument("--kind", choices=[str(kind) for kind in AUTHORITIES], default="bureau")
        parser.add_argument("--above", nargs="*", default=[], metavar="CODE")
        parser.add_argument("--administrator", required=True, metavar="ACCOUNT")
        parser.add_argument("--called", default="", metavar="NAME", help="of a new account")

    def handle(self, *args: Any, **options: Any) -> None:
        told = NewRoot(options["code"], options["name"], options["kind"])
        account = options["administrator"]
        person = NewPerson(account, options["called"] or account)
        try:
            above = [unit_of(code) for code in options["above"]]
            self.say(found_root(told, above=above, administrator=person))
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal

    def say(self, founded: Founded) -> None:
        unit, person = founded.unit, founded.administrator
        told = {"unit": unit.name, "code": unit.code, "who": person, "account": person.username}
        self.stdout.write(FOUNDED.format(**told))
        if founded.issued:
            day = founded.issued.last_day
            self.stdout.write(SLIP.format(code=founded.issued.code, day=day))


def unit_of(code: str) -> Unit:
    unit = Unit.objects.filter(code__iexact=code).first()
    if unit is None:
        raise CommandError(NO_UNIT.format(code=code))
    return unit
