"""挂牌督办: all listed hazards by level, with their clocks and what each still lacks."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from hazards.models import Supervision
from organizations import scope
from organizations.models import Unit
from web.ledger.forms import Pill
from web.ledger.rows import rows_of
from web.supervision import page
from workflow import actions

PAGE = 50
PROPOSED = 10  # majors that are not listed


class BoardFilter(forms.Form):
    """`unit` means the unit and all below it."""

    unit = forms.ModelChoiceField(
        None, label=_("Unit"), required=False, empty_label=_("All my units"), widget=Pill(_("Unit"))
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("", _("All levels")), *Supervision.Level.choices],
        required=False,
        widget=Pill(_("Level")),
    )
    late = forms.BooleanField(label=_("Overdue"), required=False)

    def __init__(self, data, *, user) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = scope.units_reached_by(user).in_order()


@require_GET
def board(request):
    """A unit out of reach is not there."""
    form = BoardFilter(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data
    here = under(page.listings(request.user), chosen["unit"])
    found = narrowed(here, chosen).select_related(*SHOWN).prefetch_related("hazard__photos")
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "page": "supervisions",
        "form": form,
        "today": timezone.localdate(),
        "page_obj": shown,
        "rows": page.rows(shown, request.user),
        "chips": [(chip, *address(chip, chosen)) for chip in page.chips(here)],
        "query": urlencode(asked(chosen)),
        "unit": chosen["unit"],
        **proposed(request.user, chosen["unit"]),
    }
    return render(request, "supervision/board.html", told)


SHOWN = ("hazard__unit", "hazard__category", "hazard__responsible")


def under(listings: QuerySet[Supervision], unit: Unit | None) -> QuerySet[Supervision]:
    return listings.filter(hazard__unit__in=Unit.objects.below(unit)) if unit else listings


def narrowed(listings: QuerySet[Supervision], chosen) -> QuerySet[Supervision]:
    if chosen["level"]:
        listings = listings.filter(level=chosen["level"])
    return listings.filter(deadline__lt=timezone.localdate()) if chosen["late"] else listings


def asked(chosen) -> dict[str, Any]:
    told = {"unit": chosen["unit"] and chosen["unit"].pk, "level": chosen["level"]}
    return {name: value for name, value in (told | late(chosen)).items() if value}


def late(chosen) -> dict[str, str]:
    return {"late": "true"} if chosen["late"] else {}


def address(chip: page.Chip, chosen) -> tuple[str, bool]:
    """Where the rows behind a number stand, and whether they are shown now."""
    unit = {"unit": chosen["unit"].pk} if chosen["unit"] else {}
    is_shown = chip.query == {n: v for n, v in asked(chosen).items() if n != "unit"}
    return f"{reverse('web:supervisions')}?{urlencode(unit | chip.query)}", is_shown


def proposed(user, unit: Unit | None) -> dict[str, Any]:
    """Major hazards that are not listed, for those who may list them."""
    major = page.not_listed(user)
    major = major.under(unit) if unit else major
    first = major.for_list().prefetch_related("photos", "supervisions")[:PROPOSED]
    may = [row for row in rows_of(first) if LIST.is_open_to(row.hazard, user)]
    return {"not_listed": may, "all_not_listed": LEDGER if len(first) == PROPOSED else ""}


LIST = actions.LIST_FOR_SUPERVISION
LEDGER = "state=open&severity=major&listed=false"
