"""Word documents: whole, and holding nothing that acts or fetches when somebody opens them."""

import zipfile
from collections.abc import Iterator
from typing import Any

from foreign.errors import Refused
from foreign.readers import archives
from foreign.readers.archives import Unpacker
from foreign.readers.xml_parts import Attributes, elements, local, walk

DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
# By the last word of a relationship's type: programs, objects of other programs, foreign files.
PROGRAMS = {"vbaProject", "wordVbaData", "control", "activeXControlBinary", "attachedToolbars"}
OBJECTS = {"oleObject", "aFChunk", "subDocument", "frame"}
LINK = "hyperlink"  # nothing is fetched until somebody presses it
# A document knows the template it was made with by a path on its writer's disk, which reaches
# nobody else's; an address of the network does.
TEMPLATE = "attachedTemplate"
LONGEST_FIELD = 4000  # characters of a field's instruction that are looked at
FETCHING_FIELDS = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE")


def read(content: bytes, most_unpacked: int) -> Iterator[Any]:
    """Nothing, where nothing is wrong. Refused as `broken`, `not_word`, `macros`, `objects` or
    `remote`."""
    with archives.opened(content) as archive:
        parts = archive.infolist()
        is_small_enough = sum(part.file_size for part in parts) <= most_unpacked
        if DOCUMENT not in archive.namelist() or not is_small_enough:
            raise Refused("not_word")
        unpacker = Unpacker(archive, most_unpacked)
        for part in parts:
            look_at(part, unpacker)
    yield from ()


def look_at(part: zipfile.ZipInfo, unpacker: Unpacker) -> None:
    name = part.filename.lower()
    pieces = unpacker.pieces(part)
    if name.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in name:
        raise Refused("macros")
    if name == TYPES.lower():
        refuse_programs(elements(pieces, "Default", "Override"))
    elif name.endswith(".rels"):
        refuse_relations(elements(pieces, "Relationship"))
    elif name.endswith(".xml"):
        refuse_fields(pieces)
    for _rest in pieces:  # to the end of every part, for its checksum
        pass


def refuse_programs(types: list[tuple[str, Attributes]]) -> None:
    for _name, one in types:
        kind = one.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind or "activex" in kind:
            raise Refused("macros")


def refuse_relations(found: list[tuple[str, Attributes]]) -> None:
    for _name, one in found:
        kind = one.get("Type", "").rpartition("/")[2]
        if kind in PROGRAMS:
            raise Refused("macros")
        if kind in OBJECTS:
            raise Refused("objects")
        if one.get("TargetMode") == "External" and kind != LINK:
            refuse_remote(kind, one.get("Target", ""))


def refuse_remote(kind: str, target: str) -> None:
    if kind != TEMPLATE or not is_a_path(target):
        raise Refused("remote")


def is_a_path(target: str) -> bool:
    """Of a disk, not of the network: `C:\\…`, `file:///C:/…`, `Normal.dotm`."""
    path = target.strip().replace("\\", "/").replace("%5C", "/").replace("%5c", "/")
    if path.lower().startswith("file:///"):
        path = path[len("file:///") :]
    drive, colon, rest = path.partition(":")
    if colon:
        return len(drive) == 1 and drive.isalpha() and not rest.startswith("//")
    return not path.startswith("//")


def refuse_fields(pieces: Iterator[bytes]) -> None:
    """Fields that start a program or fetch a file; their words may be cut into several runs."""
    Fields().read(pieces)


class Fields:
    def __init__(self) -> None:
        self.is_inside = False
        self.instruction = ""

    def read(self, pieces: Iterator[bytes]) -> None:
        walk(pieces, self.on_start, self.on_end, self.on_text)
        self.judge()

    def on_start(self, name: str, attributes: Attributes) -> None:
        kind = local(name)
        if kind == "instrText":
            self.is_inside = True
        elif kind == "fldChar":
            self.judge()
        elif kind == "fldSimple":
            said = (value for key, value in attributes.items() if local(key) == "instr")
            self.instruction = next(said, "")
            self.judge()

    def on_end(self, name: str) -> None:
        if local(name) == "instrText":
            self.is_inside = False

    def on_text(self, text: str) -> None:
        if self.is_inside and len(self.instruction) < LONGEST_FIELD:
            self.instruction += text

    def judge(self) -> None:
        words = self.instruction[:LONGEST_FIELD].upper().split()
        self.instruction = ""
        if words and words[0] in FETCHING_FIELDS:
            raise Refused("remote")
