"""The XML parts of office files, in one pass of expat: no document type, so no entities either."""

from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from foreign.errors import Refused

Attributes = dict[str, str]
OnStart = Callable[[str, Attributes], None]


def local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def refuse_document_type(*_told: Any) -> None:
    raise Refused("broken")


def walk(
    pieces: Iterable[bytes],
    on_start: OnStart | None = None,
    on_end: Callable[[str], None] | None = None,
    on_text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for each element; one that is not well-formed is Refused as `broken`.

    It is read as UTF-8 whatever it says of itself, as the reader of the cells does: two who read
    the same bytes differently could be told different things.
    """
    parser = expat.ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.StartElementHandler, parser.EndElementHandler = on_start, on_end
    parser.CharacterDataHandler = on_text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("broken") from error


def elements(pieces: Iterable[bytes], *names: str) -> list[tuple[str, Attributes]]:
    """Those of these local names, in their order, with their attributes by local names."""
    found: list[tuple[str, Attributes]] = []

    def on_start(name: str, attributes: Attributes) -> None:
        if local(name) in names:
            found.append((local(name), {local(key): value for key, value in attributes.items()}))

    walk(pieces, on_start)
    return found
