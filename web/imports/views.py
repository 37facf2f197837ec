"""Importing an old ledger: the file, the dry run with its columns and faults, the loading."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import log
from audit.kinds import Kind
from audit.middleware import audited
from imports import services, template
from imports.loading import Outcome
from imports.models import Import, Row
from imports.rows.faults import Unacceptable
from imports.rows.units import reported_for_by
from jobs.models import Job
from web import refusals
from web.imports.forms import CommitForm, LedgerFileForm, MatchingForm
from workflow.errors import NotPossible

PAGE, EARLIER = 50, 5


@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Choose the file; the answer to it is the dry run."""
    if not reported_for_by(request.user):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = LedgerFileForm(*((request.POST, request.FILES) if is_sent else ()))
    if is_sent and form.is_valid():
        try:
            one = services.take_in(form.cleaned_data["file"], by=request.user)
        except Unacceptable as why:
            form.add_error("file", str(why))
        else:
            return redirect("web:import", pk=one.pk)
    earlier = Import.objects.visible_to(request.user)[:EARLIER]
    told = {"form": form, "earlier": earlier, "page": "ledger"}
    return render(request, "imports/start.html", told, status=400 if is_sent else 200)


@require_safe
def blank(request):
    """The workbook to fill in."""
    file, name = template.template(request.user), template.file_name()
    return FileResponse(file, as_attachment=True, filename=name)


@require_safe
def one(request, pk):
    """What each row would become and what is wrong with it; while it is loaded, how far it is."""
    mine = found(request, pk)
    if request.headers.get("HX-Request"):
        return how_far(request, mine)
    return page(request, mine, MatchingForm(one=mine, by=request.user))


def how_far(request, mine: Import):
    """The bar alone; once there is nothing to wait for, the whole page is asked for anew."""
    told = progress(mine)
    if told["job"] is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/progress.html", told)


@require_POST
def match(request, pk):
    mine = found(request, pk)
    form = MatchingForm(request.POST, one=mine, by=request.user)
    if not form.is_valid():
        return page(request, mine, form, 400)
    told = {name: form.cleaned_data[name] for name in ("unit", "category")}
    try:
        services.match(mine, by=request.user, mapping=form.mapping, **told)
    except NotPossible as refusal:
        refusals.say(request, refusal)
    return redirect("web:import", pk=pk)


@require_POST
def commit(request, pk):
    mine = found(request, pk)
    form = CommitForm(request.POST, one=mine)
    if not form.is_valid():
        messages.error(request, why_not(form))
        return redirect("web:import", pk=pk)
    came = services.commit(mine, by=request.user, **form.asked)
    log.record(Kind.IMPORTED, request=request, about=mine, details={"file": mine.file_name})
    if isinstance(came, Outcome):
        messages.success(request, _("%(n)s rows are in the ledger now.") % {"n": came.loaded})
    return redirect(f"{reverse('web:import', args=[pk])}?show={Row.Phase.LOADED}")


def why_not(form: CommitForm) -> str:
    missing = form.errors.get("sheets")
    return str(missing[0]) if missing else _("These rows are not in the file.")


@audited(Kind.EXPORTED, "import")
@require_safe
def faulty(request, pk):
    """The faulty rows as a workbook, to be mended and sent again."""
    mine = found(request, pk)
    file, name = template.faulty_rows(mine), _("Faulty rows of %(file)s") % {"file": mine}
    return FileResponse(file, as_attachment=True, filename=f"{name.rpartition('.')[0]}.xlsx")


def found(request, pk) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user), pk=pk)


def progress(mine: Import) -> dict[str, object]:
    """`job` is the work that is under way, `failed` that the last one broke off."""
    job = services.latest_job(mine)
    has_failed = job is not None and job.phase == Job.Phase.FAILED
    return {"one": mine, "job": services.under_way(mine), "has_failed": has_failed}


def page(request, mine: Import, form: MatchingForm, status: int = 200):
    counts = mine.counts()
    phase = phase_asked(request, counts)
    rows = Paginator(mine.rows.filter(phase=phase), PAGE).get_page(request.GET.get("page"))
    unsettled = mine.rows.filter(phase=Row.Phase.GOOD, is_settled=False).count()
    tabs = [(one.value, one.label, counts[one]) for one in Row.Phase if counts[one]]
    told = {
        **progress(mine),
        "form": form,
        "counts": counts,
        "tables": mine.tables(),
        "total": sum(counts.values()),
        "unsettled": unsettled,
        "has_choice": 0 < unsettled < counts[Row.Phase.GOOD],
        "phase": phase,
        "tabs": tabs,
        "page_obj": rows,
        "rows": [shown(mine, row) for row in rows],
        "query": f"show={phase}",
        "page": "ledger",
    }
    return render(request, "imports/one.html", told, status=status)


def phase_asked(request, counts: dict[str, int]) -> str:
    """The rows asked for; without a question those that need somebody, then those loaded."""
    asked = request.GET.get("show", "")
    order = (Row.Phase.FAULTY, Row.Phase.LOADED, Row.Phase.GOOD, Row.Phase.HERE)
    first = next((phase for phase in order if counts[phase]), Row.Phase.GOOD)
    return asked if counts.get(asked) else first


def shown(mine: Import, row: Row) -> dict[str, object]:
    """The cells a reader knows the row by, and its faults."""
    heads = [mine.mapping.get(code) for code in ("unit", "found_on", "place", "category")]
    cells = dict(zip(mine.columns, row.cells, strict=False))
    return {
        "row": row,
        "sheet": mine.sheet_names[row.sheet] if mine.has_sheets else "",
        "title": cells.get(mine.mapping.get("description", ""), ""),
        "facts": [cells[head] for head in heads if head and cells[head]],
        "faults": row.told,
    }
