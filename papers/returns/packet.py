"""The packet of a return, as the bureau's office platform takes it: summary, table, photos and
scan in one zip with a manifest.

A frozen return gives the same bytes each time; its files are dated with the moment it is of.
"""

import io
import zipfile
from collections.abc import Callable
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _

from papers.returns.manifest import Folder, safe
from papers.returns.summary import summary_docx
from papers.returns.table_docx import docx_of
from papers.returns.table_xlsx import xlsx_of
from returns.models.returns import Return
from returns.table.sheet import Sheet, sheet_of


def packet_of(one: Return) -> bytes:
    out = io.BytesIO()
    write_packet(one, out)
    return out.getvalue()


def write_packet(one: Return, file: IO[bytes]) -> None:
    """Into a file open for writing. `one` was read with `for_reading`."""
    sheet = sheet_of(one)
    with translation.override(settings.LANGUAGE_CODE), zipfile.ZipFile(file, "w") as archive:
        fill(Folder(archive, sheet.as_of), sheet)


def fill(folder: Folder, sheet: Sheet) -> None:
    """Everything the unit hands in; a file that cannot be read is named as lacking."""
    if not put_summary(folder, sheet):
        folder.lack(_("There is no summary."))
    put_tables(folder, sheet)
    put_photos(folder, sheet.one)
    put_proofs(folder, sheet)
    put_scan(folder, sheet.one)
    folder.close(about(sheet))


def put_tables(folder: Folder, sheet: Sheet) -> None:
    folder.put(_("table.docx"), docx_of(sheet))
    folder.put(_("table.xlsx"), xlsx_of(sheet))


def put_summary(folder: Folder, sheet: Sheet) -> bool:
    """Is there one? A file somebody attached is taken as it is, before what the page holds."""
    name, stored = _("summary.docx"), sheet.document["summary_file"]
    if stored:
        put_stored(folder, name, stored)
    elif sheet.document["summary"]:
        folder.put(name, summary_docx(sheet))
    return bool(stored or sheet.document["summary"])


def put_photos(folder: Folder, one: Return) -> None:
    chosen = list(one.photos.select_related("photo"))
    for place, row in enumerate(chosen, start=1):
        name = _("photo %(n)s.jpg") % {"n": place}
        put_stored(folder, name, row.photo.file_name("display"))
    lacking = one.campaign.photos_wanted - len(chosen)
    if lacking > 0:
        folder.lack(_("Photos wanting: %(n)s.") % {"n": lacking})


def put_proofs(folder: Folder, sheet: Sheet) -> None:
    """What the answers rest on; one without is no lack."""
    for code, files in sheet.proofs.items():
        for place, file in enumerate(files, start=1):
            ending = file["file"].rpartition(".")[2]
            told = {"label": safe(sheet.form.by_code[code].label), "n": place, "ending": ending}
            put_stored(folder, _("proof %(label)s %(n)s.%(ending)s") % told, file["file"])


def put_scan(folder: Folder, one: Return) -> None:
    if one.is_stamped:
        ending = one.scan_file.rpartition(".")[2]
        put_stored(folder, _("stamped scan.%(ending)s") % {"ending": ending}, one.scan_file)


def put_stored(folder: Folder, name: str, stored: str) -> None:
    """Read whole before anything is written, so that a failure leaves no half a file."""
    try:
        with default_storage.open(stored) as file:
            content = file.read()
    except OSError:
        folder.lack(_("“%(name)s” could not be read from the storage.") % {"name": name})
    else:
        folder.put(name, content)


def about(sheet: Sheet) -> dict[str, Any]:
    one, document = sheet.one, sheet.document
    told: dict[str, Callable[[], Any]] = {
        "submitted_at": lambda: document["as_of"],
        "submitted_by": lambda: document["submitted_by"]["name"],
        "is_nil": lambda: document["is_nil"],
        "is_late": lambda: document["is_late"],
        "digest": lambda: one.handed_in.digest,
    }
    return {
        "return": document["number"],
        "unit": {name: document["unit"][name] for name in ("code", "name")},
        "reports_to": document["reports_to"] and document["reports_to"]["name"],
        "campaign": {name: document["campaign"][name] for name in ("number", "title")},
        "form": document["form"],
        "state": one.state,
        "as_of": document["as_of"],
        **{name: value() if one.is_frozen else None for name, value in told.items()},
        "is_stamped": one.is_stamped,
        "coverage": document["coverage"] if sheet.is_sum else None,
    }
