"""Every command that proves something of the ledger, found by what it says of itself.

A management command of ours whose `Command` says `is_proof = True` is one; no list has to be kept.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import CommandError

from backup.files import Say


def commands_of_ours() -> list[str]:
    """Sorted by name."""
    house = Path(settings.BASE_DIR)
    rooms = {app.name for app in apps.get_app_configs() if Path(app.path).parent == house}
    return sorted(name for name, app in get_commands().items() if app in rooms)


def proofs() -> list[str]:
    known = get_commands()
    return [n for n in commands_of_ours() if is_proof(load_command_class(known[n], n))]


def is_proof(command: object) -> bool:
    return getattr(command, "is_proof", False)


def prove(say: Say = print) -> list[str]:
    """Run them all, each also where one before it found a fault; what was found."""
    faults = []
    for name in proofs():
        say(f"{name} …")
        try:
            call_command(name)
        except CommandError as fault:
            faults.append(f"{name}: {fault}")
    return faults


def refuse_faults(say: Say = print) -> None:
    """How a command ends that has taken the ledger somewhere."""
    faults = prove(say)
    if faults:
        raise CommandError("\n".join(faults))
    say("Everything holds.")
