"""What was really so in a finished round, told by who may, with the reason."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hazards.models import Hazard
from inspections import services
from inspections.law import AMEND
from inspections.lines import HAZARD, WORDS, answers_of
from inspections.models import Round
from inspections.models.rounds import team_of
from inspections.perform import LONGEST_REASON, SAYS
from texts.fields import Line
from web.fields import CONTROL, PRINTABLE, HazardNumber
from web.inspections.page import LineRow, RoundPage
from web.inspections.rounds import STATUS, found
from workflow.errors import NotPermitted, SomethingMissing, WorkflowError

FREE = ""  # where a hazard of a round without lines was found


class AskedLine(NamedTuple):
    row: LineRow
    number: Any  # the bound field of the hazard that was found there


class AmendForm(forms.Form):
    """Filled with what the round says now; a line is a choice, and the number of the hazard that
    was found at it and is in the ledger already."""

    reason = Line(
        label=_("Why it is amended"),
        max_length=LONGEST_REASON,
        validators=[PRINTABLE],
        error_messages={"required": _("Please fill this in.")},
        widget=forms.Textarea(attrs={**CONTROL, "rows": 2}),
    )

    def __init__(self, data=None, *, one: Round, by: Any) -> None:
        super().__init__(data, initial=said_now(one))
        self.one, self.page = one, RoundPage(one, by)
        labels = {"whereabouts": _("Where"), "inspectors": _("Inspectors, joined by 、")}
        for name, most in SAYS.items():
            told = {"label": labels.get(name, _("Note")), "max_length": most, "required": False}
            widget = forms.TextInput(attrs={**CONTROL, "autocomplete": "off"})
            self.fields[name] = Line(validators=[PRINTABLE], widget=widget, **told)
        for key in self.keys:
            if key != FREE:
                self.fields[f"l-{key}"] = forms.ChoiceField(choices=WORDS.items(), required=False)
            number = HazardNumber(label=_("Number of the hazard in the ledger"))
            number.choices = Hazard.objects.visible_to(by).filter(unit=one.unit)
            self.fields[f"h-{key}"] = number

    @property
    def keys(self) -> list[str]:
        return [row.key for row in self.page.rows] or [FREE]

    @property
    def lines(self) -> Iterator[AskedLine]:
        """As picked, where something was sent."""
        for row in self.page.rows:
            if self.is_bound and not row.found:
                row.pick(self.data.get(f"l-{row.key}") or row.result)
            yield AskedLine(row, self[f"h-{row.key}"])

    @property
    def free_number(self) -> Any:
        return self[f"h-{FREE}"]

    def clean(self) -> dict[str, Any]:
        """A hazard at a line is one of the ledger."""
        given = super().clean() or self.cleaned_data
        for row in self.page.rows:
            name = f"h-{row.key}"
            lacks = given.get(f"l-{row.key}") == HAZARD and not row.found
            if lacks and not given.get(name) and name not in self.errors:
                self.add_error(name, _("Report the hazard first, then say its number here."))
        return given

    def given(self) -> dict[str, Any]:
        """As the service takes it; a number beside a line that is no hazard is not asked for."""
        said, notes = self.cleaned_data, answers_of(self.one)
        told = {key: said.get(f"l-{key}") for key in self.keys if key != FREE}
        answers = {key: (result, notes[key][1]) for key, result in told.items() if result}
        hazards = {key: said.get(f"h-{key}") for key in self.keys}
        asked = {key for key in hazards if key == FREE or told[key] == HAZARD}
        found = [(key, hazards[key]) for key in asked if hazards[key]]
        names = {name: said.get(name, "") for name in ("reason", *SAYS)}
        if names["inspectors"] == said_now(self.one)["inspectors"]:
            del names["inspectors"]
        return {"answers": answers, "found": found, **names}

    def lacks(self, refusal: SomethingMissing) -> None:
        for lack in refusal.missing:
            sentence = _("Still missing: %(what)s") % {"what": lack.detail}
            self.add_error(lack.code if lack.code in self.fields else None, sentence)


def said_now(one: Round) -> dict[str, str]:
    team = "、".join(map(str, team_of(one)))
    return {"whereabouts": one.whereabouts or "", "inspectors": team, "note": one.note}


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, pk):
    one = found(request, pk)
    if not one.is_finished:
        return redirect("web:round", pk=pk)
    if not AMEND.is_open_to(one, request.user):
        raise PermissionDenied
    form = AmendForm(request.POST if request.method == "POST" else None, one=one, by=request.user)
    status: int = HTTPStatus.OK
    if request.method == "POST":
        status = amended(request, one, form)
        if status == HTTPStatus.OK:
            messages.success(request, AMEND.done)
            return redirect("web:round", pk=pk)
    told = {"form": form, "one": one, "round": form.page, "says": AMEND.says, "page": "rounds"}
    return render(request, "inspections/round/amend.html", told, status=status)


def amended(request, one: Round, form: AmendForm) -> int:
    if not form.is_valid():
        return HTTPStatus.BAD_REQUEST
    try:
        services.amend(one, by=request.user, **form.given())
    except NotPermitted as refusal:
        raise PermissionDenied from refusal
    except SomethingMissing as refusal:
        form.lacks(refusal)
        return STATUS[SomethingMissing]
    except WorkflowError as refusal:
        form.add_error(None, str(refusal))
        return STATUS[type(refusal)]
    return HTTPStatus.OK
