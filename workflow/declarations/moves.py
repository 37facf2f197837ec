"""A move or an action, declared once: from where, by whom, what it needs, takes and says.

A move leads from one state to another, or begins another turn in the same; an action is done
beside the state. Everything that tells of one is derived from here: the refusal and the checklist,
the bodies of the API and the forms of the pages, the buttons, the messages, and docs/workflow.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django_fsm import can_proceed, has_transition_perm, transition

from workflow.declarations.fields import Field, Photos
from workflow.errors import Lack
from workflow.needs import Need
from workflow.states import Stage

Sentence = str | Promise
Rule = Callable[[Any, Any], bool]  # about a record and a person


class Tell(NamedTuple):
    """Whom it is news to, by the name of a group of people that the room of the record finds, and
    in which sentence: an English message id, for it is worded in the reader's language. What is
    `about` the row beside the record is told to people who may not see the record itself. The
    kind of the message is the name of the move, or `kind` where another move says the same."""

    to: str
    text: str
    about_beside: bool = False
    kind: str = ""


class Bulk(NamedTuple):
    """How a move is made with several records at once: the names of its fields it `asks` for
    once for all of them, and its words, of which `possible`, `button` and `done` take their number
    %(n)s. What `refuses_several_units` names somebody of one unit, and says so."""

    asks: tuple[str, ...]
    title: Sentence
    says: Sentence
    possible: Any
    button: Any
    done: Any
    refuses_several_units: Sentence = ""
    is_offered_last: bool = False


D = TypeVar("D", bound="Declared")


def nobody(record: Any, user: Any) -> bool:
    """Nobody."""
    return False


def anybody(record: Any, user: Any) -> bool:
    """Anybody who may do it."""
    return True


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What a move and an action have in common.

    `says` is what it will do, `opens` stands where its form is opened (the label where nothing is
    said), `goes` on the button that leads to it from a worklist, `done` once it has been done;
    `says` may depend on the record and on who asks. `main` tells for whom it is the one thing the
    record's page is about. `word` is what everybody but Python calls it, `called` what a program's
    class is called where the word is taken.
    """

    name: str
    label: Sentence
    who: Rule
    needs: tuple[Need, ...] = ()
    fields: tuple[Field, ...] = ()
    says: Sentence | Callable[[Any, Any], Sentence] = ""
    opens: Sentence = ""
    goes: Sentence = ""
    done: Sentence = ""
    tells: tuple[Tell, ...] = ()
    main: Rule = nobody
    sets_deadline: bool = False
    called: str = ""

    @property
    def word(self) -> str:
        return self.name.rstrip("_")

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return self.word.replace("_", "-")

    @property
    def photos(self) -> Photos | None:
        return next((one for one in self.fields if isinstance(one, Photos)), None)

    @property
    def shows(self) -> Stage | None:
        """What the photos given with it show."""
        return self.photos.stage if self.photos else None

    def explains(self, record: Any, user: Any) -> Sentence:
        return self.says(record, user) if callable(self.says) else self.says

    def is_possible(self, record: Any) -> bool:
        """From where the record stands now."""
        raise NotImplementedError

    def is_permitted(self, record: Any, user: Any) -> bool:
        """For this person."""
        raise NotImplementedError

    def is_open_to(self, record: Any, user: Any) -> bool:
        return self.is_possible(record) and self.is_permitted(record, user)


@dataclass(frozen=True, kw_only=True)
class Move(Declared):
    """A transition of a lifecycle."""

    sources: tuple[str, ...]
    target: str
    bulk: Bulk | None = None

    def is_possible(self, record: Any) -> bool:
        return can_proceed(getattr(record, self.name))

    def is_permitted(self, record: Any, user: Any) -> bool:
        return has_transition_perm(getattr(record, self.name), user)


@dataclass(frozen=True, kw_only=True)
class Action(Declared):
    """What is done beside the state. `of` names the row that is acted upon: the record itself, or
    a row beside it; `makes` the row it adds. `offered` tells, besides the law, whether there is
    something to act on. `address` is the last part of its address where that is not its name."""

    states: tuple[str, ...]
    of: str = "record"
    makes: str = ""
    offered: Rule = anybody
    address: str = ""

    def is_possible(self, record: Any) -> bool:
        return record.state in self.states

    def is_permitted(self, record: Any, user: Any) -> bool:
        return self.who(record, user)


@dataclass(frozen=True, kw_only=True)
class StatelessAction(Declared):
    """What is done to a record that has no states: possible at any time."""

    def is_possible(self, record: Any) -> bool:
        return True

    def is_permitted(self, record: Any, user: Any) -> bool:
        return self.who(record, user)


@dataclass(frozen=True, kw_only=True)
class Beginning(Declared):
    """How a record comes to be; who may is asked of the unit, by the room that enters it."""

    def is_possible(self, record: Any) -> bool:
        return not record.state


class OpenMove(NamedTuple):
    """A move open to a person, with what it still lacks."""

    declared: Move
    missing: list[Lack]

    @property
    def name(self) -> str:
        return self.declared.name

    @property
    def word(self) -> str:
        return self.declared.word

    @property
    def label(self) -> Sentence:
        return self.declared.label


def move(
    field: Any,
    source: Any,
    target: Any,
    *,
    who: Rule,
    label: Sentence,
    asks: Iterable[Need] = (),
    only: Iterable[Callable[[Any], bool]] = (),
    **words: Any,
) -> Callable[[Any], Any]:
    """Declares a transition; `asks` are its needs, read before and after the press, `only` claims
    about the record without which there is no such move from its state."""
    sources = tuple(source) if isinstance(source, list | tuple) else (source,)

    def declare(method: Any) -> Any:
        declared = Move(
            name=method.__name__,
            label=label,
            who=who,
            needs=tuple(asks),
            sources=sources,
            target=target,
            **words,
        )
        custom, conditions = {"declared": declared}, list(only)
        return transition(
            field, list(sources), target, permission=who, custom=custom, conditions=conditions
        )(method)

    return declare


def moves_of(lifecycle: type[models.Model]) -> dict[str, Move]:
    """The moves of a lifecycle by their names, in the order in which they are declared."""
    metas = (getattr(member, "_django_fsm", None) for member in vars(lifecycle).values())
    options = (next(iter(meta.transitions.values())) for meta in metas if meta)
    return {one.custom["declared"].name: one.custom["declared"] for one in options}


def by_name(*declared: D) -> dict[str, D]:
    return {one.name: one for one in declared}


def fields_of(declared: Iterable[Declared]) -> dict[str, Field]:
    """Every field by its name; where several take one of the same name, the first."""
    fields: dict[str, Field] = {}
    for one in declared:
        for each in one.fields:
            fields.setdefault(each.name, each)
    return fields


def person(label: Any) -> models.ForeignKey:
    """A link to somebody who did something; their own record stays free of it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
    )
