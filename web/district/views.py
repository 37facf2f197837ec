"""Units and people from one workbook: the file, what it would change, the loading."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.kinds import Kind
from audit.middleware import audited
from district import kept, services, workbooks
from district.models import Workbook
from imports.rows.faults import Unacceptable
from jobs.models import Job
from organizations.administration import administers_authority
from web.district import page
from web.district.forms import LoadForm, WorkbookForm

EARLIER = 5


def only_administrators(user) -> None:
    if not administers_authority(user):
        raise PermissionDenied


def found(request, pk) -> Workbook:
    only_administrators(request.user)
    return get_object_or_404(Workbook.objects.visible_to(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """Choose the file; the answer to it is what it would change."""
    only_administrators(request.user)
    is_sent = request.method == "POST"
    form = WorkbookForm(*((request.POST, request.FILES) if is_sent else ()))
    if is_sent and form.is_valid():
        try:
            one = services.take_in(form.cleaned_data["file"], by=request.user)
        except Unacceptable as why:
            form.add_error("file", str(why))
        else:
            return redirect("web:workbook", pk=one.pk)
    earlier = Workbook.objects.visible_to(request.user).defer("tables")[:EARLIER]
    told = {"form": form, "earlier": earlier, "page": "setup"}
    return render(request, "district/start.html", told, status=400 if is_sent else 200)


@require_safe
def blank(request):
    """The workbook to fill in."""
    only_administrators(request.user)
    file, name = workbooks.template(by=request.user), workbooks.file_name()
    return FileResponse(file, as_attachment=True, filename=name)


@require_safe
def one(request, pk):
    """What it would change, and what is wrong; while it is loaded, how far it is."""
    mine = found(request, pk)
    told = progress(mine)
    if request.headers.get("HX-Request"):
        if told["job"] is None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "district/progress.html", told)
    return shown(request, mine, LoadForm())


@require_POST
def load(request, pk):
    mine = found(request, pk)
    form = LoadForm(request.POST)
    if not form.is_valid():
        return shown(request, mine, form, 400)
    told = {"moved_on": form.cleaned_data["moved_on"], "ending": form.ending}
    try:
        came = services.load(mine, by=request.user, **told)
    except services.NotLoaded as refusal:
        messages.error(request, str(refusal))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        if not isinstance(came, Job):
            messages.success(request, _("The workbook is loaded."))
    return redirect("web:workbook", pk=pk)


@audited(Kind.EXPORTED, "workbook")
@require_safe
def faulty(request, pk):
    """The faulty rows as a workbook, to be mended and sent again."""
    mine = found(request, pk)
    file = workbooks.faulty_rows(*kept.compared(mine, by=request.user))
    name = _("Faulty rows of %(file)s") % {"file": mine}
    return FileResponse(file, as_attachment=True, filename=f"{name.rpartition('.')[0]}.xlsx")


def progress(mine: Workbook) -> dict[str, object]:
    """`job` is the work that is under way, `failed` that the last one broke off."""
    job = services.latest_job(mine)
    has_failed = job is not None and job.phase == Job.Phase.FAILED
    running = None if job is None or job.is_over else job
    return {"one": mine, "job": running, "has_failed": has_failed}


def shown(request, mine: Workbook, form: LoadForm, status: int = 200):
    told = {**progress(mine), "page": "setup", "loaded": page.loaded_of(mine.counts)}
    told["passed"] = _(", ").join(mine.passed)
    if told["job"] is None:
        tables, plan = kept.compared(mine, by=request.user)
        told |= page.listed(plan, tables, request.GET.get("show", ""), request.GET.get("page"))
        told |= {
            "form": form,
            "sums": page.sums_of(plan),
            "is_nothing": plan.is_nothing,
            "may_load": not plan.is_nothing or plan.absent and not plan.faults,
            "moves_units": page.moves_units(plan),
            "absent": len(plan.absent),
            "seen": ",".join(str(role.pk) for role in plan.absent),
        }
    return render(request, "district/one.html", told, status=status)
