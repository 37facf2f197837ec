"""What is kept of papers: those that went out, their numbers, and whose letterhead they bear."""

from papers.issued import IssuedPaper, PaperSeries
from papers.letterheads import Letterhead

__all__ = ["IssuedPaper", "Letterhead", "PaperSeries"]
