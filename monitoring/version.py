"""Which version and build is running; never an error, and never a program asked for it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parent.parent
UNKNOWN = "unknown"
SHOWN = 12  # characters of a commit


class Build(NamedTuple):
    version: str
    build: str


@cache
def running() -> Build:
    return Build(version_of(HOUSE), build_of(HOUSE))


def version_of(house: Path) -> str:
    try:
        project = tomllib.loads((house / "pyproject.toml").read_text(encoding="utf-8"))
        return str(project["project"]["version"])
    except (OSError, ValueError, KeyError):
        return UNKNOWN


def build_of(house: Path) -> str:
    """The file BUILD, baked in where an image or a package is made, else git's commit."""
    try:
        return (house / "BUILD").read_text(encoding="ascii").strip()[:40] or UNKNOWN
    except (OSError, ValueError):
        pass
    try:
        return commit_of(house / ".git")[:SHOWN] or UNKNOWN
    except (OSError, ValueError):
        return UNKNOWN


def commit_of(git: Path) -> str:
    """Read from git's own files: a plain folder, or a worktree's pointer to one."""
    if git.is_file():
        git = git.parent / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    head = (git / "HEAD").read_text(encoding="utf-8").strip()
    if not head.startswith("ref:"):
        return head
    ref = head.removeprefix("ref:").strip()
    shared = git / "commondir"
    home = git / shared.read_text(encoding="utf-8").strip() if shared.is_file() else git
    if (home / ref).is_file():
        return (home / ref).read_text(encoding="utf-8").strip()
    lines = (home / "packed-refs").read_text(encoding="utf-8").splitlines()
    return next((line.split()[0] for line in lines if line.endswith(f" {ref}")), "")
