"""Calls one function in a process of its own, with Django set up for one ledger."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from benchmarks.ledgers.ledger import Ledger

HOUSE = Path(__file__).resolve().parent.parent


def inside(ledger: Ledger, function: str, **told: Any) -> Any:
    """`function` is `module:name`; `told` and the answer are what JSON can say."""
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", function],
        cwd=HOUSE,
        env=ledger.environment,
        input=json.dumps(told),
        stdout=subprocess.PIPE,
        text=True,
    )
    if run.returncode:
        raise SystemExit(f"{function} failed; what it said stands above.")
    return json.loads(run.stdout)


def prepare(ledger: Ledger) -> None:
    """As the service itself does before it starts."""
    command = [sys.executable, "manage.py", "prepare"]
    quiet = {"stdout": subprocess.DEVNULL, "check": True}
    subprocess.run(command, cwd=HOUSE, env=ledger.environment, **quiet)


def answer(function: str, told: dict[str, Any]) -> Any:
    module, name = function.split(":")
    return getattr(import_module(module), name)(**told)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(answer(sys.argv[1], json.load(sys.stdin))))
