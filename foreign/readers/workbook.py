"""Excel workbooks: the parts the workbook's own relationships name, counted before they are read.

Only a worksheet holds cells; a chart, a drawing or a pivot beside the table is left alone. What is
read is packed anew under names of our own, so that the reader of the cells sees the bytes that were
counted and no others.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from foreign.errors import Refused
from foreign.readers import archives, cells
from foreign.readers.archives import Unpacker
from foreign.readers.counting import Texts, counted
from foreign.readers.xml_parts import elements, walk

PACKAGE, BOOK, RELATIONS = "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES, DOCUMENT = "sharedStrings", "styles", "officeDocument"
SHEETS, NO_TEXTS = "worksheets/", b"<none/>"
NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


Parts = dict[str, zipfile.ZipInfo]


class Relation(NamedTuple):
    """What the workbook calls a part, of which kind it is, and where it lies in the archive."""

    id: str
    kind: str
    part: str


def read(
    content: bytes, most_unpacked: int, most_text: int, last_row: int, last_column: int
) -> Iterator[Any]:
    """For each visible sheet its name, then its rows in batches. Refused as `not_a_workbook`,
    `broken` or `too_large`."""
    limits = cells.Limits(last_row, last_column, most_text)
    with archives.opened(content) as archive:
        packed = repacked(archive, Unpacker(archive, most_unpacked), limits)
    return cells.sheets(packed, limits)


def repacked(archive: zipfile.ZipFile, unpacker: Unpacker, limits: cells.Limits) -> bytes:
    parts = {part.filename: part for part in archive.infolist()}
    name = book_of(parts, unpacker)
    book = unpacker.whole(parts[name])
    walk([book])
    found, out = relations(name, parts, unpacker), io.BytesIO()
    kept = kept_of(found)
    contents = {
        name: unpacker.whole(parts[relation.part])
        for name, relation in kept.items()
        if relation.part in parts
    }
    check(contents, limits)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(PACKAGE, told({BOOK: Relation("book", DOCUMENT, BOOK)}))
        packed.writestr(BOOK, book)
        packed.writestr(RELATIONS, told(kept | left_out(found, kept)))
        for name, content in contents.items():
            packed.writestr(f"xl/{name}", content)
    return out.getvalue()


def book_of(parts: Parts, unpacker: Unpacker) -> str:
    """The name of the workbook's own part: what the package names, or where it always lies."""
    named = (one.part for one in relations("", parts, unpacker) if one.kind == DOCUMENT)
    name = next(named, BOOK)
    if name not in parts or not name.endswith(".xml"):
        raise Refused("not_a_workbook")
    return name


def relations(name: str, parts: Parts, unpacker: Unpacker) -> list[Relation]:
    """Those of the part `name`, or of the package itself; none where there is no list of them."""
    folder, base = posixpath.split(name)
    listed = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    found = elements(unpacker.pieces(listed), "Relationship") if listed else []
    return [
        Relation(
            one.get("Id", ""),
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for _name, one in found
        if one.get("TargetMode") != "External"
    ]


def kept_of(found: list[Relation]) -> dict[str, Relation]:
    """By the name it gets: the worksheets, the texts they share and what their days look like."""
    sheets = [one for one in found if one.kind == "worksheet"]
    kept = {f"{SHEETS}sheet{n}.xml": one for n, one in enumerate(sheets, start=1)}
    for kind in (STRINGS, STYLES):
        kept |= {f"{kind}.xml": one for one in found if one.kind == kind}
    return kept


def left_out(found: list[Relation], kept: dict[str, Relation]) -> dict[str, Relation]:
    """A sheet that is only a chart must be known by its name, or the workbook counts as damaged;
    its part is not there to be read."""
    read = set(kept.values())
    others = [one for one in found if one not in read]
    return {f"{one.kind}s/left-out{n}.xml": one for n, one in enumerate(others)}


def told(kept: dict[str, Relation]) -> str:
    lines = (
        f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(f'{OFFICE}/{one.kind}')}"
        f" Target={quoteattr(name)}/>"
        for name, one in kept.items()
    )
    return f'<Relationships xmlns="{NAMESPACE}">{"".join(lines)}</Relationships>'


def check(contents: dict[str, bytes], limits: cells.Limits) -> None:
    """Before they are read: no cell lies beyond the last one, and the texts fit."""
    sheets = [part for name, part in contents.items() if name.startswith(SHEETS)]
    sharing = sum(counted(part, limits.last_row, limits.last_column) for part in sheets)
    texts = Texts(contents.get(f"{STRINGS}.xml", NO_TEXTS))
    walk([contents.get(f"{STYLES}.xml", NO_TEXTS)])
    # Only where it could be too much is each cell asked which text it means.
    if texts.longest() * sharing > limits.text and sum(map(texts.used_in, sheets)) > limits.text:
        raise Refused("too_large")
