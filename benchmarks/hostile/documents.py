"""Word files, PDFs and pictures that act, fetch, unpack or are damaged."""

import io
import struct
import zlib
from functools import cache
from random import Random

from PIL import Image

from benchmarks.hostile.workbooks import BOMB, OFFICE, packed, relations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{WORD}"><w:body><w:p/></w:body></w:document>'
RELATIONS = "word/_rels/document.xml.rels"
PROGRAM = "application/vnd.ms-word.document.macroEnabled.main+xml"
JPEG_SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00"


def document(parts: dict[str, str | bytes]) -> bytes:
    """An ordinary document but for these parts."""
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": BODY, **parts})


def related(kind: str, target: str, mode: str = "External") -> bytes:
    line = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return document({RELATIONS: relations(line)})


def macros(chance: Random) -> bytes:
    typed = f'<Types><Override PartName="/word/document.xml" ContentType="{PROGRAM}"/></Types>'
    ways = [
        document({"word/vbaProject.bin": b"\xd0\xcf"}),
        document({"[Content_Types].xml": typed}),
        document({"word/activeX/activeX1.xml": "<x/>"}),
        related("vbaProject", "x.bin", "Internal"),
    ]
    return chance.choice(ways)


def objects(chance: Random) -> bytes:
    kind = chance.choice(["oleObject", "aFChunk", "subDocument", "frame"])
    return related(kind, "embeddings/oleObject1.bin", chance.choice(["Internal", "External"]))


def remote_template(chance: Random) -> bytes:
    where = chance.choice(["https://x.example/t.dotm", r"\\x.example\t.dotm", "file://x/t.dotm"])
    return related(chance.choice(["attachedTemplate", "image", "settings"]), where)


def fetching_field(chance: Random) -> bytes:
    said = chance.choice(["DDEAUTO c:\\x", "INCLUDETEXT http://x", " dde x y"])
    at = chance.randrange(1, len(said))
    runs = "".join(f"<w:instrText>{part}</w:instrText>" for part in (said[:at], said[at:]))
    return document({"word/document.xml": BODY.replace("<w:p/>", f"<w:p>{runs}</w:p>")})


def word_entities(chance: Random) -> bytes:
    name = chance.choice(["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
    return document({name: f"{BOMB}<x>&l9;</x>"})


def word_unclosed(chance: Random) -> bytes:
    return document({"word/document.xml": "<w:p " * chance.randrange(10_000, 500_000)})


@cache
def heavy(megabytes: int) -> bytes:
    return document({"word/media/image1.bmp": bytes(megabytes * 1024 * 1024)})


def word_bomb(chance: Random) -> bytes:
    return heavy(chance.choice([201, 260]))


def word_damaged(chance: Random) -> bytes:
    whole = document({"word/styles.xml": "<x/>" + " " * 500})
    return whole[: chance.randrange(10, len(whole) - 1)]


def pdf_that_acts(chance: Random) -> bytes:
    act = chance.choice([b"/JavaScript", b"/Launch", b"/#4aavaScript", b"/EmbeddedFile"])
    said = b"<< /S %s /JS (app.alert(1)) >>" % act
    if chance.random() < 0.5:
        said = b"<< /Type /ObjStm >> stream\r\n" + zlib.compress(said) + b"\r\nendstream"
    return b"%PDF-1.7\n1 0 obj\n" + said + b"\nendobj\n%%EOF"


def pdf_bomb(chance: Random) -> bytes:
    stream = zlib.compress(bytes(70_000_000), 9)
    return b"%PDF-1.7\n<< /Type /ObjStm >> stream\n" + stream + b"\nendstream"


def pdf_of_names(chance: Random) -> bytes:
    return b"%PDF-1.7\n" + chance.choice([b"/ObjStm", b"/J#", b"stream"]) * 1_000_000


# --- Pictures ----------------------------------------------------------------------------------


@cache
def drawn(kind: str, width: int = 400) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, width * 3 // 4), 60).convert("RGB").save(out, kind)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@cache
def one_colour(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def pixel_bomb(chance: Random) -> bytes:
    return one_colour(chance.choice([16_000, 20_000]))


def cut_off(chance: Random) -> bytes:
    whole = drawn(chance.choice(["JPEG", "PNG", "WEBP"]))
    return whole[: chance.randrange(1, len(whole) - 100)]


@cache
def progressive(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side)).save(out, "JPEG", progressive=True)
    return out.getvalue()[:-2]


def endless_scans(chance: Random) -> bytes:
    return progressive(chance.choice([64, 900, 3000])) + JPEG_SCAN * chance.randrange(1000, 60_000)


def two_in_one(chance: Random) -> bytes:
    return drawn("JPEG") + chance.choice([packed({"x": "y"}), b"<script>alert(1)</script>"])


def notes_in_a_circle(chance: Random) -> bytes:
    """A directory of camera notes that names itself as the next one and as its own child."""
    entries = struct.pack("<HHLL", 0x8769, 4, 1, 8) + struct.pack("<HHLL", 0x8825, 4, 1, 8)
    notes = b"Exif\0\0II*\0" + struct.pack("<LH", 8, 2) + entries + struct.pack("<L", 8)
    segment = b"\xff\xe1" + struct.pack(">H", len(notes) + 2) + notes
    picture = drawn("JPEG")
    return picture[:2] + segment + picture[2:]


@cache
def noted(name: bytes) -> bytes:
    picture = drawn("PNG")
    at = picture.index(b"IDAT") - 4
    flags = b"\x01\0\0\0" if name == b"iTXt" else b"\0"
    bomb = chunk(name, b"note\0" + flags + zlib.compress(bytes(200_000_000), 9))
    return picture[:at] + bomb * 20 + picture[at:]


def note_bomb(chance: Random) -> bytes:
    return noted(chance.choice([b"iTXt", b"zTXt", b"iCCP"]))


SUMMARIES = (
    *(macros, objects, remote_template, fetching_field, word_entities, word_unclosed, word_bomb),
    word_damaged,
)
SCANS = (pdf_that_acts, pdf_bomb, pdf_of_names)
PICTURES = (pixel_bomb, cut_off, endless_scans, two_in_one, notes_in_a_circle, note_bomb)
