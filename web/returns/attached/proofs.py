"""What a yes or no rests on: the files of one answer, to be seen, attached and taken away."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.kinds import Kind
from audit.middleware import audited
from returns import services
from returns.forms.shape import YES_NO
from returns.models.returns import Return
from returns.services.attached_files import UnacceptableFile
from returns.services.proofs import MOST, proof_of
from web.fields import CONTROL
from web.hazards.available_moves import sentence_of
from web.returns.page import ReturnPage
from web.returns.papers import stored
from web.returns.views import STATUS, desk_of, found
from workflow.errors import WorkflowError

KINDS = ".pdf,.docx,image/*"


class ProofForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A plan, minutes, a line of the budget: PDF, Word or a picture"),
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.FileInput(attrs={**CONTROL, "accept": KINDS}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def proofs(request, pk, code):
    """The files of one answer, for all who may see the return."""
    desk = question_of(request, pk, code)
    if request.method == "POST":
        return attach(request, desk, code)
    return page(request, desk, code, ProofForm())


def question_of(request, pk, code: str) -> ReturnPage:
    desk = desk_of(request, pk)
    indicator = desk.sheet.form.by_code.get(code)
    if indicator is None or indicator.type != YES_NO:
        raise Http404
    return desk


def page(request, desk: ReturnPage, code: str, form: ProofForm, refusal: str = "", status=200):
    files = desk.sheet.proofs.get(code, [])
    told = {
        "desk": desk,
        "indicator": desk.sheet.form.by_code[code],
        "files": files,
        "form": form if desk.is_mine and len(files) < MOST else None,
        "refusal": refusal,
        "page": "returns",
        "back": f"{reverse('web:return', args=[desk.one.pk])}#b-{code}",
    }
    return render(request, "returns/proofs/answer.html", told, status=status)


def attach(request, desk: ReturnPage, code: str):
    form = ProofForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, desk, code, form, status=400)
    try:
        services.attach_proof(desk.one, by=request.user, code=code, file=form.cleaned_data["file"])
    except UnacceptableFile as wrong:
        form.add_error("file", str(wrong))
        return page(request, desk, code, form, status=400)
    except WorkflowError as refusal:
        fresh = question_of(request, desk.one.pk, code)
        return page(request, fresh, code, form, sentence_of(refusal), STATUS[type(refusal)])
    messages.success(request, _("Attached. Who reviews the return sees it."))
    return redirect("web:return_proofs", pk=desk.one.pk, code=code)


@require_POST
def drop(request, pk, code, sha256):
    one = found(request, pk)
    kept = file_of(one, code, sha256)["file"]
    try:
        services.drop_proof(one, by=request.user, code=code, file=kept)
    except WorkflowError as refusal:
        desk = question_of(request, pk, code)
        return page(request, desk, code, ProofForm(), sentence_of(refusal), STATUS[type(refusal)])
    messages.success(request, _("Taken away. The history goes on naming it."))
    return redirect("web:return_proofs", pk=pk, code=code)


def file_of(one: Return, code: str, sha256: str) -> dict[str, str]:
    """What is not there is not found."""
    file = proof_of(one, code, sha256)
    if file is None:
        raise Http404
    return file


@audited(Kind.EXPORTED, "return")
@require_safe
def proof(request, pk, code, sha256):
    file = file_of(found(request, pk), code, sha256)
    return stored(file["file"], file["name"])
