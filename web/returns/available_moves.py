"""The moves of a return as its pages offer them, each with its form and what it still lacks."""

from django.urls import reverse

from returns.models.returns import Return
from web.returns.forms import MoveForm
from web.returns.words import SAYS
from workflow.return_law import ReturnMove

FILLS = ("submit", "nil")  # what is typed on the page comes along and is kept first
ASKS = ("return", "correct")  # for a reason


class Offer:
    """A move open to this person, with its form and what it still lacks."""

    refusal = ""
    is_open = False

    def __init__(self, move: ReturnMove, one: Return) -> None:
        self.name, self.word, self.label = move.name, move.word, move.label
        self.says = SAYS[move.name]
        self.url = reverse("web:return_move", args=[one.pk, move.word])
        self.missing = move.missing if self.word not in ASKS else []
        self.form = MoveForm(asks=self.word in ASKS, word=self.word, version=one.version)
        self.fills = self.word in FILLS
