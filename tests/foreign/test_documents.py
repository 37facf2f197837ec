"""Word files and PDFs as people have them are taken; those that act of their own accord are not."""

import io
import zipfile
import zlib

import docx
import pytest
from PIL import Image

from benchmarks.hostile.documents import document, related
from foreign.errors import Refused
from foreign.readers import pdf, word

MOST = 200 * 1024 * 1024


def code(reader, content, **limits):
    try:
        list(reader.read(content, **limits))
    except Refused as refusal:
        return refusal.code
    return "taken"


def word_code(content):
    return code(word, content, most_unpacked=MOST)


def written():
    """By python-docx, with a picture and an outgoing link."""
    picture, out = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    one = docx.Document()
    one.add_paragraph("我校于6月1日启动活动。")
    one.add_picture(picture)
    one.part.relate_to("https://school.example/", f"{'/'.join(KIND)}/hyperlink", is_external=True)
    one.save(out)
    return out.getvalue()


KIND = ("http://schemas.openxmlformats.org", "officeDocument/2006/relationships")


def test_a_document_with_pictures_and_links_is_taken():
    assert word_code(written()) == "taken"


@pytest.mark.parametrize(
    "template", [r"C:\Users\x\Normal.dotm", "file:///C:\\a\\b.dotx", "Normal.dotm", "file:///D:/a"]
)
def test_the_template_on_its_writers_own_disk_is_no_harm(template):
    assert word_code(related("attachedTemplate", template)) == "taken"


@pytest.mark.parametrize(
    "template",
    [
        *("http://x.example/a.dotm", "HTTPS://x.example/a.dotm", "ftp://x.example/a"),
        *(r"\\server\share\a.dotm", "//server/a.dotm", "file://server/share/a.dotm"),
        *(
            "file://///server/a.dotm",
            "%5C%5Cserver%5Ca.dotm",
            " http://x.example/a",
            "javascript:x",
        ),
    ],
)
def test_a_template_that_comes_over_the_network_is_refused(template):
    assert word_code(related("attachedTemplate", template)) == "remote"


@pytest.mark.parametrize("kind", ["image", "package", "video", "externalLink", "anything"])
def test_whatever_else_lies_elsewhere_is_refused_unless_it_is_a_link(kind):
    assert word_code(related(kind, "https://x.example/")) == "remote"
    assert word_code(related(kind, "media/image1.png", "Internal")) == "taken"
    assert word_code(related("hyperlink", "https://x.example/")) == "taken"


def test_relations_of_any_part_count():
    relation = related("oleObject", "a.bin")
    assert word_code(relation) == "objects"
    moved = document({"word/_rels/footnotes.xml.rels": '<R><Relationship Type="x/oleObject"/></R>'})
    assert word_code(moved) == "objects"


def test_a_second_part_of_the_same_name_counts_too():
    hidden = io.BytesIO(related("attachedTemplate", "http://x.example/a.dotm"))
    with pytest.warns(UserWarning, match="Duplicate"):
        append(hidden, "word/_rels/document.xml.rels", "<Relationships/>")
    assert word_code(hidden.getvalue()) == "remote"


def append(file, name, part):
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, part)


@pytest.mark.parametrize("at", [0.2, 0.5, 0.9, 0.999])
def test_a_document_cut_off_is_damaged(at):
    whole = written()
    assert word_code(whole[: int(len(whole) * at)]) == "broken"


def test_a_document_with_one_changed_byte_in_a_part_is_damaged():
    whole = bytearray(document({"word/media/image1.bin": bytes(range(256)) * 40}))
    whole[-400] ^= 0xFF
    assert word_code(bytes(whole)) in ("broken", "not_word")


def test_a_document_whose_text_is_no_xml_is_damaged():
    assert word_code(document({"word/document.xml": "<w:document"})) == "broken"


def test_a_field_that_only_counts_pages_is_taken():
    fields = "<d><instrText> PAGE </instrText><fldSimple instr='DATE'/><t>DDE</t></d>"
    assert word_code(document({"word/footer1.xml": fields})) == "taken"
    fetching = "<d><fldSimple instr=' INCLUDEPICTURE &quot;http://x&quot;'/></d>"
    assert word_code(document({"word/footer1.xml": fetching})) == "remote"


@pytest.mark.parametrize("said", [b"/Launched", b"/Annots [1 0 R]", b"(JavaScript)", b"/ObjStm"])
def test_an_ordinary_pdf_is_taken(said):
    assert code(pdf, b"%PDF-1.4\n" + said + b"\n%%EOF") == "taken"


@pytest.mark.parametrize("name", [b"/JavaScript", b"/Launch", b"/L#61unch", b"/#45mbedded#46iles"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_pdf_that_acts_is_refused_however_its_names_are_written(name, is_packed):
    said = b"<< /S" + name + b" >>"
    if is_packed:
        said = b"<< /Type /ObjStm >>\nstream\r\n" + zlib.compress(said) + b"\r\nendstream"
    assert code(pdf, b"%PDF-1.4\n" + said + b"\n%%EOF") == "acts"
