"""What is kept of papers: those that went out, their numbers, whose letterhead they bear, and what
everybody is told of a hazard."""

from papers.issued import IssuedPaper, PaperSeries
from papers.letterheads import Letterhead
from papers.publishing.models import NoticeRow, PublicWording, WordingEntry

__all__ = [
    "IssuedPaper",
    "Letterhead",
    "NoticeRow",
    "PaperSeries",
    "PublicWording",
    "WordingEntry",
]
