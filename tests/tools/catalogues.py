"""Collects the translatable words of each room into its catalogue; `make messages` runs it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = (
    "config",
    "changes",
    "organizations",
    "deadlines",
    "throttling",
    "jobs",
    "audit",
    "notifications",
    "accounts",
    "workflow",
    "records",
    "hazards",
    "inspections",
    "rechecks",
    "activities",
    "tips",
    "figures",
    "returns",
    "papers",
    "imports",
    "district",
    "installation",
    "monitoring",
    "api",
    "web",
    "demo",
)
# Pages outside any room are the page door's.
SHARED_TEMPLATES = {"web": HOUSE / "templates"}
SPOKEN = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS = {
    "_": None,
    "gettext_noop": None,
    **SPOKEN,
    **{f"{name}_lazy": places for name, places in SPOKEN.items()},
}
PERCENT = re.compile(r"%(?:\(\w+\))?[sdif]")
BRACES = re.compile(r"\{\w*\}")
HEADER = {
    "Project-Id-Version": "hazard-ledger",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class Words(NamedTuple):
    """What gettext looks a sentence up by; `plural` is not part of the key in a compiled file."""

    context: str | None
    singular: str
    plural: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.singular


def catalogue(room: str) -> Path:
    return HOUSE / room / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def sources(room: str) -> list[Path]:
    code = [file for file in (HOUSE / room).rglob("*.py") if "migrations" not in file.parts]
    folders = [HOUSE / room / "templates", SHARED_TEMPLATES.get(room, HOUSE / room / "templates")]
    pages = {file for folder in folders for file in folder.rglob("*") if file.is_file()}
    return sorted(code) + sorted(pages)


def as_python(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return text
    # The page's own indentation would make no sense in the Python that templatize writes.
    return "\n".join(line.strip() for line in templatize(text).splitlines())


def words_in(file: Path) -> Iterator[Words]:
    stream = io.BytesIO(as_python(file).encode())
    for _line, found, _comments, context in extract("python", stream, KEYWORDS):
        singular, *plural = [found] if isinstance(found, str) else found
        if singular:
            yield Words(context, singular, plural[0] if plural else "")


def extracted(room: str) -> dict[Words, list[str]]:
    """Every sentence of the room, with the files it stands in."""
    sentences: dict[Words, list[str]] = {}
    for file in sources(room):
        for words in words_in(file):
            places = sentences.setdefault(words, [])
            places.extend({str(file.relative_to(HOUSE))} - set(places))
    return merge_plurals(sentences)


def merge_plurals(sentences: dict[Words, list[str]]) -> dict[Words, list[str]]:
    """A sentence that is somewhere counted and somewhere not is one entry, the counted one."""
    counted = {words.key for words in sentences if words.plural}
    return {
        words: places
        for words, places in sentences.items()
        if words.plural or words.key not in counted
    }


def read(room: str) -> polib.POFile:
    file = catalogue(room)
    return polib.pofile(str(file)) if file.exists() else polib.POFile()


def translation(entry: polib.POEntry) -> str:
    """Chinese has one form, for one and for many."""
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def entry_for(words: Words, places: list[str], known: dict[object, polib.POEntry]) -> polib.POEntry:
    before = known.get(words.key)
    chinese = translation(before) if before else ""
    flags = [
        *(["python-format"] if PERCENT.search(words.singular) else []),
        *(["python-brace-format"] if BRACES.search(words.singular) else []),
        *(["fuzzy"] if before and before.fuzzy else []),
    ]
    form = {"msgid_plural": words.plural, "msgstr_plural": {0: chinese}}
    return polib.POEntry(
        msgctxt=words.context,
        msgid=words.singular,
        occurrences=[(place, "") for place in places],
        flags=flags,
        tcomment=before.tcomment if before else "",
        **(form if words.plural else {"msgstr": chinese}),
    )


def updated(room: str) -> polib.POFile:
    """The catalogue as the sources want it, with every translation it already had."""
    known: dict[object, polib.POEntry] = {
        (entry.msgctxt, entry.msgid): entry for entry in read(room) if not entry.obsolete
    }
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = HEADER
    for words, places in extracted(room).items():
        fresh.append(entry_for(words, places, known))
    return fresh


def update(room: str) -> str:
    fresh = updated(room)
    if not fresh:
        return f"{room}: no words"
    file = catalogue(room)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(file))
    fresh.save_as_mofile(str(file.with_suffix(".mo")))
    missing = [entry.msgid for entry in fresh if entry.fuzzy or not translation(entry)]
    return "\n  ".join([f"{room}: {len(fresh)} entries, {len(missing)} untranslated", *missing])


if __name__ == "__main__":
    for each in ROOMS:
        print(update(each))
