"""The papers and pictures of a return, for those who may see it, and long work somebody asked
for."""

import io
import mimetypes

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.kinds import Kind
from audit.middleware import audited
from imports.services import KIND as IMPORT
from jobs.models import Job
from papers.returns.packet import packet_of
from papers.returns.table_docx import docx_of
from papers.returns.table_xlsx import xlsx_of
from returns import services
from returns.models.returns import Return
from returns.services.attached_files import UnacceptableFile
from returns.table.sheet import sheet_of
from web.hazards.available_moves import sentence_of
from web.hazards.photos import shown
from web.returns.forms import ScanForm
from web.returns.views import STATUS, desk_of, found, page
from workflow.errors import WorkflowError

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = {"docx": (docx_of, WORD), "xlsx": (xlsx_of, EXCEL)}


@audited(Kind.PRINTED, "return")
@require_safe
def table(request, pk, ending):
    one = found(request, pk)
    write, kind = TABLES[ending]
    content = io.BytesIO(write(sheet_of(one)))
    name = f"{name_of(one)}.{ending}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=kind)


def name_of(one: Return) -> str:
    return f"{one.unit.name} {one.campaign.title}"


@audited(Kind.EXPORTED, "return")
@require_safe
def packet(request, pk):
    one = found(request, pk)
    content, name = io.BytesIO(packet_of(one)), f"{name_of(one)}.zip"
    return FileResponse(content, as_attachment=True, filename=name)


@require_safe
def photo(request, pk, photo, size):
    """A photo that goes with the return: whoever sees the return sees its photos."""
    row = found(request, pk).photos.filter(photo=photo).select_related("photo").first()
    if row is None:
        raise Http404
    return shown(request, row.photo, size)


@audited(Kind.EXPORTED, "return")
@require_safe
def summary(request, pk):
    one = found(request, pk)
    return stored(one.summary_file, one.summary_name or _("summary.docx"))


@audited(Kind.EXPORTED, "return", ("GET",))
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request, pk):
    """The scan of the stamped table: shown, or attached."""
    if request.method == "POST":
        return _attach(request, pk)
    one = found(request, pk)
    ending = one.scan_file.rpartition(".")[2]
    return stored(one.scan_file, f"{name_of(one)}.{ending}")


def _attach(request, pk):
    form = ScanForm(request.POST, request.FILES)
    desk = desk_of(request, pk)
    desk.scan = form
    if not form.is_valid():
        return page(request, desk, 400)
    try:
        services.attach_scan(desk.one, by=request.user, file=form.cleaned_data["file"])
    except UnacceptableFile as wrong:
        form.add_error("file", str(wrong))
        return page(request, desk, 400)
    except WorkflowError as refusal:
        desk = desk_of(request, pk)
        desk.refusal = sentence_of(refusal)
        return page(request, desk, STATUS.get(type(refusal), 400))
    messages.success(request, _("Attached. The return counts as stamped."))
    return redirect("web:return", pk=pk)


def stored(name: str, file_name: str, kind: str = "") -> FileResponse:
    """A file of the storage; nothing is there where none was attached."""
    if not name:
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = kind or mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    answer = FileResponse(file, as_attachment=True, filename=file_name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


# --- Long work ---


@require_safe
def job(request, pk):
    """How far it has come; the page asks again by itself until it has ended."""
    mine = get_object_or_404(Job.objects.of(request.user), pk=pk)
    if mine.kind == IMPORT:  # makes no file; its own page says how far it is
        return redirect("web:import", pk=mine.subject)
    is_part = bool(request.headers.get("HX-Request"))
    template = "returns/papers/job_progress.html" if is_part else "returns/papers/job.html"
    is_over = mine.is_over
    told = {"job": mine, "is_over": is_over, "page": "returns"}
    return render(request, template, told)


@audited(Kind.EXPORTED, "job")
@require_safe
def job_file(request, pk):
    mine = get_object_or_404(Job.objects.files_of(request.user), pk=pk)
    return stored(mine.result, mine.file_name)
