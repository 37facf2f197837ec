"""排查: the rounds that wait, and doing one on a phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.kinds import Kind
from audit.middleware import audited
from inspections import services
from inspections.lines import HAZARD, OK, RESULTS, answers_so_far, lines_of
from inspections.models import Round
from organizations import scope
from papers.inspections.record import inspection_record
from web import refusals
from web.inspections.page import RoundPage
from web.papers.notices import sent
from workflow.errors import NotPermitted, NotPossible, SomethingMissing, WorkflowError

SHOWN, LATELY = 30, 10
STATUS = {NotPossible: 409, SomethingMissing: 422}


@require_GET
def rounds(request):
    """What waits for this person, and what was done lately in their reach."""
    seen = Round.objects.visible_to(request.user)
    waiting = seen.waiting_for(request.user).for_list().order_by("last_on", "unit__code", "code")
    missed = seen.in_state("missed").filter(late_until__gte=timezone.localdate())
    own = missed.filter(unit__in=[post.unit_id for post in scope.posts(request.user)])
    done = seen.in_state("done").for_list().order_by("-finished_at")
    told = {
        "waiting": waiting[:SHOWN],
        "missed": own.for_list().order_by("last_on", "code")[:SHOWN],
        "done": done[:LATELY],
        "today": timezone.localdate(),
        "page": "rounds",
    }
    return render(request, "inspections/rounds.html", told)


def found(request, pk) -> Round:
    return get_object_or_404(Round.objects.visible_to(request.user).for_list(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request, pk):
    shown = found(request, pk)
    if request.method != "POST":
        return page(request, shown)
    if shown.is_finished:
        return redirect("web:round", pk=pk)
    try:
        sent = answers_in(request, shown)
        if "finish" in request.POST:
            services.finish(shown, by=request.user, answers=sent, note=request.POST.get("note", ""))
        else:
            services.keep_answers(shown, by=request.user, answers=sent)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except WorkflowError as refusal:
        keep_what_can_be(request, shown, sent)
        return page(request, shown, STATUS[type(refusal)], refusal)
    return redirect("web:round", pk=pk)


def keep_what_can_be(request, shown: Round, sent) -> None:
    """What was picked is not lost with the refusal."""
    try:
        services.keep_answers(shown, by=request.user, answers=sent)
    except WorkflowError as refusal:
        refusals.say(request, refusal)


def page(request, shown: Round, status: int = 200, refusal: WorkflowError | None = None):
    told = {"round": RoundPage(shown, request.user), "one": shown, "page": "rounds"}
    told["refusal"] = refusal
    name = "done" if shown.is_finished else "under_way"
    return render(request, f"inspections/round/{name}.html", told, status=status)


def answers_in(request, shown: Round) -> dict[str, tuple[str, str]]:
    """What is picked in the form; a note of before stays."""
    before = answers_so_far(shown)
    told = {}
    for line in lines_of(shown):
        result = request.POST.get(f"l-{line.key}", "")
        if result in RESULTS:
            told[line.key] = (result, before.get(line.key, ["", ""])[1])
    return told


@require_POST
def answer(request, pk, line):
    """One tap: kept at once, and the line comes back as it stands. 有隐患 leads to the report."""
    shown = found(request, pk)
    picked = {key: said for key, said in answers_in(request, shown).items() if key == line}
    try:
        services.keep_answers(shown, by=request.user, answers=picked)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except WorkflowError as refusal:
        return page(request, shown, STATUS[type(refusal)], refusal)
    told = RoundPage(shown, request.user)
    row = next((row for row in told.rows if row.key == line), None)
    if row and row.result == HAZARD and row.lacks_report:
        return HttpResponse(headers={"HX-Redirect": row.report_url})
    context = {"round": told, "one": shown, "row": row}
    return render(request, "inspections/round/tapped.html", context)


@require_POST
def all_well(request, pk):
    """Answers only what is still open, and never overwrites an answer."""
    shown = found(request, pk)
    picked = answers_in(request, shown)
    kept = answers_so_far(shown) | {key: list(said) for key, said in picked.items()}
    rest = {line.key: (OK, "") for line in lines_of(shown) if line.key not in kept}
    try:
        services.keep_answers(shown, by=request.user, answers={**picked, **rest})
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except WorkflowError as refusal:
        return page(request, shown, STATUS[type(refusal)], refusal)
    return redirect(reverse("web:round", args=[pk]))


@require_POST
def word(request, pk, act):
    """The unit signs, or whoever was there records that it refuses to."""
    shown = found(request, pk)
    try:
        if act == "sign":
            services.sign(shown, by=request.user)
            messages.success(request, _("Signed for the unit."))
        else:
            reason = request.POST.get("reason", "")
            services.record_refusal(shown, by=request.user, reason=reason)
            messages.success(request, _("The refusal is recorded."))
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except WorkflowError as refusal:
        refusals.say(request, refusal)
    return redirect("web:round", pk=pk)


@audited(Kind.PRINTED, "round")
@require_POST
def record(request, pk, form):
    """检查记录, numbered: asked for with a button, never by following a link."""
    shown = found(request, pk)
    try:
        issued = inspection_record(shown, by=request.user)
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except WorkflowError as refusal:
        refusals.say(request, refusal)
        return redirect("web:round", pk=pk)
    return sent(issued.paper, form)
