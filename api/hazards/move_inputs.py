"""What a call that makes a move or does an action may be told: the fields it is declared with."""

from collections.abc import Callable, Iterable
from typing import Any

from rest_framework import serializers

from api.fields import VOLUNTARY, Known, KnownRecord, day, money, one_of, photos, words
from api.hazards.inputs import (
    InputSerializer,
    Report,
    SaveView,
    Several,
    clauses,
    hazards,
    open_units,
    people,
)
from api.returns import inputs as return_inputs
from workflow.actions import ACTIONS
from workflow.declarations import fields
from workflow.declarations.fields import Field
from workflow.declarations.moves import Declared
from workflow.hazard_law import MOVES
from workflow.return_law import RETURN_MOVES

INPUTS: dict[type[Field], Callable[[Any], serializers.Field]] = {
    fields.ShortText: lambda field: words(field.longest),
    fields.Text: lambda field: words(),
    fields.PrintableText: lambda field: return_inputs.words(),
    fields.Day: lambda field: day(),
    fields.Money: lambda field: money(),
    fields.Person: lambda field: Known(people, **VOLUNTARY),
    fields.AnotherUnit: lambda field: Known(open_units, **VOLUNTARY),
    fields.Choice: lambda field: one_of(field.choices.choices),
    fields.AnotherHazard: lambda field: KnownRecord(hazards, **VOLUNTARY),
    fields.ClauseInForce: lambda field: Known(clauses, **VOLUNTARY),
    fields.Photos: lambda field: photos(),
}


def body_of(declared: Declared) -> type[InputSerializer]:
    """Named as the move, in the way of classes."""
    name = "".join(map(str.title, (declared.called or declared.name).split("_")))
    inputs = {field.name: INPUTS[type(field)](field) for field in declared.fields}
    return type(name, (InputSerializer,), {"__module__": __name__, **inputs})


def for_several(body: type[InputSerializer]) -> type[InputSerializer]:
    """The same body, for many hazards at once."""
    return type(
        f"{body.__name__}Several",
        (Several, body),
        {"__module__": __name__, "__doc__": body.__doc__},
    )


def bodies_of(declared: Iterable[Declared]) -> dict[str, type[InputSerializer]]:
    return {one.word: body_of(one) for one in declared}


OF_HAZARD = bodies_of(MOVES.values())
OF_SEVERAL = {word: for_several(body) for word, body in OF_HAZARD.items()}
OF_ACTIONS = bodies_of(ACTIONS.values())
OF_RETURN = bodies_of(RETURN_MOVES.values())
TAKEN: list[type[InputSerializer]] = [*OF_HAZARD.values(), *OF_ACTIONS.values(), Report, SaveView]
INPUT_FIELDS = {name for body in TAKEN for name in body().get_fields()}
