"""How many examples a property is tried on: a tenth in `make test`, all in `make test-all`."""

import os
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest

ALL = os.environ.get("EXAMPLES") == "all"
NEW = os.environ.get("EXAMPLES") == "new"  # other ones than last time


def examples(full: int) -> int:
    return full if ALL else max(1, full // 10)


def tried_on(
    full: int, like: hypothesis.settings | None = None, **more: Any
) -> Callable[[Any], Any]:
    """A property of hypothesis with so many examples at its full strength."""
    strength = hypothesis.settings(like, max_examples=examples(full), **more)
    return lambda test: pytest.mark.property(strength(test))
