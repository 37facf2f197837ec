"""Whose turn it is, in words: 「现在等谁」 of a page, of a list and of the API."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workflow.turns import Matter, Rung, turns_of

Manned = Callable[[Rung], bool]


class Expected(NamedTuple):
    """`who` has it now, by name where one `person` is named; `note` says why it came to them where
    somebody nearer would have it, or what to do where nobody is left; `rungs` are their names."""

    who: str
    note: str
    rungs: tuple[str, ...]
    person: Any = None

    @property
    def sentence(self) -> str:
        if not self.rungs:
            return _("Nobody may do it now. %(what)s") % {"what": self.note}
        waits = _("It waits for %(who)s.") % {"who": self.who}
        return f"{waits} {self.note}".strip()


def expected(record: Any, matter: Matter, manned: Manned) -> Expected:
    """`manned` says of a rung whether anybody stands on it who may do it."""
    found = list(_found(record, matter, manned))
    if not found:
        note = _("An administrator has to give somebody the role.")
        return Expected(_("nobody who may do it"), note, ())
    labels = [_label(record, rung) for rung, _passed in found]
    notes = dict.fromkeys(
        str(rung.passed) % {"person": _person(record, rung)}
        for _rung, passed in found
        for rung in passed
        if rung.passed
    )
    return Expected(
        capfirst(_(" or ").join(dict.fromkeys(labels))),
        capfirst(_("; ").join(notes)),
        tuple(dict.fromkeys(rung.name for rung, _passed in found)),
        next((_person(record, rung) for rung, _passed in found), None),
    )


def _found(record: Any, matter: Matter, manned: Manned) -> Iterator[tuple[Rung, list[Rung]]]:
    """The rung that has each turn, with those before it on which nobody stands."""
    for turn in turns_of(record, matter):
        passed: list[Rung] = []
        for rung in turn.rungs:
            if manned(rung):
                yield rung, passed
                break
            passed.append(rung)


def _label(record: Any, rung: Rung) -> str:
    return str(_person(record, rung) or rung.label)


def _person(record: Any, rung: Rung) -> Any:
    """Who repairs it is called by name; of finders everybody knows which is meant."""
    return getattr(record, rung.person) if rung.is_named else None
