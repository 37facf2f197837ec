"""Breaks each rule in turn and runs the tests near it: `python -m tests.tools.broken [words]`.

Words choose the rules whose sentence or file they stand in. Ends well when every one is noticed.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.tools.broken.breaking import BROKEN, HOUSE
from tests.tools.broken.rules import RULES, Rule

QUIETLY = ["-q", "-x", "--no-header", "--tb=no", "-p", "tests.tools.broken.breaking"]
LEFT_OUT = ["-m", "not browser and not service and not exhaustive"]


def run(place: int) -> tuple[int, str]:
    """How the tests near a rule end without it, and what they say last."""
    command = [sys.executable, "-m", "pytest", *QUIETLY, *LEFT_OUT, *RULES[place].tests]
    environment = os.environ | {BROKEN: str(place)}
    ended = subprocess.run(
        command, cwd=HOUSE, env=environment, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout


def first_to_notice(said: str) -> str:
    failed = (line for line in said.splitlines() if line.startswith(("FAILED", "ERROR")))
    return next(failed, "").split(" - ")[0]


def is_chosen(rule: Rule, words: Sequence[str]) -> bool:
    return all(word in f"{rule.says} {rule.file}" for word in words)


def main(words: Sequence[str]) -> int:
    unnoticed = 0
    for place, rule in enumerate(RULES):
        if not is_chosen(rule, words):
            continue
        code, said = run(place)
        is_noticed = code == pytest.ExitCode.TESTS_FAILED
        unnoticed += not is_noticed
        print("noticed " if is_noticed else "UNNOTICED", rule.says, flush=True)
        print("         ", first_to_notice(said) or said.strip()[-200:], flush=True)
    return bool(unnoticed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
