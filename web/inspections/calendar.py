"""校历: terms, flood seasons and changed days, and which public holidays are known."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from deadlines import services
from deadlines.models import ChangedDay, Period
from deadlines.public_holidays import HOLIDAYS, NOTICES, WORKED, is_known
from deadlines.reading import root_of
from organizations import scope
from organizations.administration import administers_unit
from organizations.models import Unit
from web import refusals
from web.inspections.forms import DayForm, PeriodForm

KEPT = {"period": Period, "day": ChangedDay}
FORMS = {"period": PeriodForm, "day": DayForm}


def root_for(user) -> Unit:
    """The unit at the top of where somebody is."""
    reached = scope.units_reached_by(user).order_by("path").first()
    if reached is None:
        raise PermissionDenied
    return Unit.objects.get(pk=root_of(reached))


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request):
    """Read by everybody; kept by who administers the district."""
    unit = root_for(request.user)
    forms = {name: form() for name, form in FORMS.items()}
    status = 200
    if request.method == "POST":
        what = "period" if "kind" in request.POST else "day"
        forms[what] = FORMS[what](request.POST)
        if kept(request, unit, what, forms[what]):
            messages.success(request, _("Entered. What has come due already stays as it is."))
            return redirect("web:school_calendar")
        status = 400
    return render(request, "inspections/calendar.html", told(request, unit, forms), status=status)


def told(request, unit: Unit, forms: dict) -> dict:
    year = timezone.localdate().year
    years = [year, year + 1]
    return {
        "unit": unit,
        "periods": Period.objects.filter(unit=unit),
        "days": ChangedDay.objects.filter(unit=unit),
        "forms": forms,
        "may_keep": administers_unit(request.user, unit),
        "years": [
            (
                one,
                NOTICES.get(one, ""),
                [each for each in HOLIDAYS if each.first.year == one],
                sorted(day for day in WORKED if day.year == one),
            )
            for one in years
        ],
        "unknown": [one for one in years if not is_known(one)],
        "page": "rounds",
    }


def kept(request, unit: Unit, what: str, form) -> bool:
    if not form.is_valid():
        return False
    keep = services.keep_period if what == "period" else services.keep_day
    try:
        keep(by=request.user, unit=unit, **form.cleaned_data)
    except services.NotTheirs as refusal:
        raise PermissionDenied from refusal
    except ValidationError as wrong:
        refusals.say_beside(form, wrong)
        return False
    return True


@require_POST
def forget(request, what, pk):
    unit = root_for(request.user)
    if not administers_unit(request.user, unit):
        raise PermissionDenied
    kind = KEPT.get(what, Period)
    entered = get_object_or_404(kind._default_manager.filter(unit=unit), pk=pk)
    services.forget(entered, by=request.user)
    messages.success(request, _("Taken back. What has come due already stays as it is."))
    return redirect("web:school_calendar")
