"""One figure of a return looked at twice: what the unit said before, what the rule makes of it, and
what is said beside it."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from papers.printing.formatting import DASH, shown
from returns import services
from returns.second_look.looks import Compared
from returns.second_look.robust import FEWEST
from returns.table.reading import Figure
from web.fields import PRINTABLE, Words
from web.hazards.available_moves import sentence_of
from web.returns.cells import Beside
from web.returns.page import ReturnPage
from web.returns.second_look.beside import beside
from web.returns.views import STATUS, desk_of, found
from web.uploads import as_version
from workflow.errors import SomethingMissing, WorkflowError
from workflow.return_law import STAR


class StarForm(forms.Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    comment = Words(label=gettext_lazy("Comment"), validators=[PRINTABLE], is_optional=True)


class SaidBelow(NamedTuple):
    """What was said beside the figure in a return that is summed up here."""

    unit: dict[str, Any]
    return_id: str
    stars: list[dict[str, Any]]


class Look:
    """The page of one figure. `form` is there for whoever has the return in hand."""

    fewest = FEWEST

    def __init__(self, desk: ReturnPage, code: str) -> None:
        self.desk, self.code = desk, code
        self.figure: Figure = desk.reading.figures[code]
        self.beside: Beside = beside(desk.reading, self.figure.indicator)
        self.stars = desk.reading.stars.get(code, [])
        is_theirs = STAR.is_open_to(desk.one, desk.reader)
        self.form = StarForm(initial={"version": desk.one.version}) if is_theirs else None

    @property
    def shown(self) -> str:
        return shown(self.figure.indicator, self.figure.value) or DASH

    @property
    def compared(self) -> Compared | None:
        return self.desk.reading.second_look.compared.get(self.code)

    @property
    def below(self) -> list[SaidBelow]:
        said = self.desk.reading.stars_below.get(self.code, {})
        children = self.desk.sheet.document["children"]
        told = [(child["unit"], child["id"], said.get(child["id"], [])) for child in children]
        return [SaidBelow(*one) for one in told if one[2]]


@require_http_methods(["GET", "HEAD", "POST"])
def look(request, pk, code):
    """For all who may see the return; a POST stars the figure."""
    shown_now = look_at(request, pk, code)
    if request.method == "POST":
        return star(request, shown_now)
    return page(request, shown_now)


def look_at(request, pk, code: str) -> Look:
    desk = desk_of(request, pk)
    if code not in desk.sheet.form.by_code:
        raise Http404
    return Look(desk, code)


def page(request, shown_now: Look, status: int = 200):
    back = f"{reverse('web:return', args=[shown_now.desk.one.pk])}#b-{shown_now.code}"
    told = {"look": shown_now, "desk": shown_now.desk, "page": "returns", "back": back}
    return render(request, "returns/second_look/look.html", told, status=status)


def star(request, shown_now: Look):
    form = StarForm(request.POST)
    if not form.is_valid():
        return wrong(request, shown_now, form, 400)
    told = {"code": shown_now.code, "comment": form.cleaned_data["comment"]}
    try:
        version = as_version(request.POST.get("version", ""))
        services.star(shown_now.desk.one, by=request.user, version=version, **told)
    except SomethingMissing as lacking:
        form.add_error("comment", sentence_of(lacking))
        return wrong(request, shown_now, form, 422)
    except WorkflowError as refusal:
        return refused(request, shown_now, form, refusal)
    messages.success(request, _("Starred. Whoever has the return next sees it."))
    return redirect("web:return_look", pk=shown_now.desk.one.pk, code=shown_now.code)


def wrong(request, shown_now: Look, form: StarForm, status: int):
    shown_now.form = form
    return page(request, shown_now, status=status)


def refused(request, shown_now: Look, form: StarForm, refusal: WorkflowError):
    """The figure as it stands now, with what was typed: to be sent again, or handed back."""
    fresh = look_at(request, shown_now.desk.one.pk, shown_now.code)
    typed = form.cleaned_data["comment"]
    if fresh.form is not None:
        fresh.form.initial["comment"] = typed
    elif typed:
        fresh.desk.kept = [(_("Comment"), typed)]
    fresh.desk.refusal = sentence_of(refusal)
    return page(request, fresh, STATUS[type(refusal)])


@require_POST
def unstar(request, pk, code):
    one = found(request, pk)
    if code not in one.campaign.form.by_code:
        raise Http404
    try:
        services.unstar(one, by=request.user, code=code)
    except WorkflowError as refusal:
        shown_now = look_at(request, pk, code)
        shown_now.desk.refusal = sentence_of(refusal)
        return page(request, shown_now, STATUS[type(refusal)])
    messages.success(request, _("The star is gone. The history goes on saying what was said."))
    return redirect("web:return_look", pk=pk, code=code)
