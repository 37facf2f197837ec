"""Printing a notice again as it went out: from what was kept, under the number it has."""

from django.utils.translation import gettext as _

from papers.document import Document
from papers.issued import IssuedPaper
from workflow.errors import NotPossible


def as_issued(issued: IssuedPaper) -> Document:
    """What was printed then; nothing is numbered or written. Raises NotPossible where what is kept
    is not what went out: it would bear the number of a paper that says something else."""
    if not issued.is_as_issued:
        told = {"number": issued.number}
        sentence = _("What is kept of %(number)s is not what was issued; it is not printed again.")
        raise NotPossible(sentence % told)
    return issued.paper
