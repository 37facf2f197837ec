"""The moves of a return as its pages offer them, each with its form and what it still lacks."""

from django.urls import reverse

from returns.models.returns import Return
from web.hazards.forms import DeclaredForm
from workflow.declarations.moves import Move, OpenMove
from workflow.states import FILLABLE


def fills(move: Move) -> bool:
    """Is it made of a draft, so that what is typed on the page comes along and is kept first?"""
    return set(move.sources) <= set(FILLABLE)


class Offer:
    """A move open to this person, with its form and what it still lacks. What its form asks for is
    said by the form."""

    refusal = ""
    is_open = False

    def __init__(self, move: OpenMove, one: Return, by) -> None:
        self.name, self.word, self.label = move.name, move.word, move.label
        self.says = move.declared.explains(one, by)
        self.url = reverse("web:return_move", args=[one.pk, move.declared.slug])
        self.asks = bool(move.declared.fields)
        self.missing = [] if self.asks else move.missing
        self.form = DeclaredForm(declared=move.declared, record=one, by=by)
        self.fills = fills(move.declared)
