"""Which kinds of messages there are, each with its sentence: declared by the room that sends them,
and put into words when somebody reads one, in their language and in today's wording."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

LONGEST_NAME = 24  # signs
LONGEST = 120  # the version before keeps the sentence itself in a column of that length

SENTENCES: dict[str, str] = {}
# Names of kinds that were given up, each with the one that says the same now. What somebody was
# told once is read for ever, so a line here is never taken away.
ALIASES: dict[str, str] = {}
UNKNOWN = _("Something happened that this version has no words for.")
WITHHELD = _("A message about something that is out of your reach now.")


def declare(sentences: Mapping[str, str]) -> None:
    """A room says, for each kind it sends, the English message id of its sentence."""
    for kind, sentence in sentences.items():
        if SENTENCES.setdefault(kind, sentence) != sentence:
            raise ValueError(f"Two sentences for messages of the kind {kind!r}.")
        if len(kind) > LONGEST_NAME or len(sentence) > LONGEST:
            raise ValueError(f"The kind {kind!r} or its sentence is too long for its column.")


def sentence_of(kind: str) -> str:
    """The message id for `kind`; "" for one nobody has declared."""
    return SENTENCES.get(ALIASES.get(kind, kind), "")
