"""Runs the quick tests of the rooms that differ from the branch `main` (`make ready`)."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
QUICK = ["-q", "-n", "2", "-m", "not browser and not service"]
# Whose tests lie under another name than their own.
ELSEWHERE = {"templates": "web", "config": "service", "deploy": "service", "Makefile": ""}


def git(*words: str) -> list[str]:
    told = subprocess.run(["git", *words], cwd=HOUSE, capture_output=True, text=True, check=False)
    return told.stdout.splitlines()


def changed() -> list[str]:
    """Committed or not, known to git or not yet; without a `main`, since the last commit."""
    since = (git("merge-base", "main", "HEAD") or ["HEAD"])[0]
    return git("diff", "--name-only", since) + git("ls-files", "--others", "--exclude-standard")


def chosen_for(files: Iterable[str], tests: Path = HOUSE / "tests") -> list[str]:
    """The folders and files of tests to run; a folder's name is its room's."""
    found: set[Path] = set()
    for file in map(Path, files):
        if file.parts[0] == "tests" and file.name.startswith("test_"):
            found |= {tests / file.relative_to("tests")}
        elif file.parts[0] != "tests":
            room = ELSEWHERE.get(file.parts[0], file.parts[0])
            found |= {tests / room} if room else set(tests.glob("test_*.py"))
    return sorted(str(path) for path in found if path.exists())


def main() -> int:
    chosen = chosen_for(changed())
    if not chosen:
        print("No room has changed: make test runs them all.")
        return 0
    print("Testing", ", ".join(str(Path(path).relative_to(HOUSE)) for path in chosen))
    return int(pytest.main([*QUICK, *chosen]))


if __name__ == "__main__":
    sys.exit(main())
