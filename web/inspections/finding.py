"""A hazard reported from a line of a round: what is known is filled in, and it is found there."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from hazards.models import Category, Clause, Hazard, Source
from inspections import services
from inspections.checklists.shape import Line
from inspections.lines import lines_of
from inspections.models import Round
from organizations.models import Unit
from web.uploads import as_uuid

SOURCES = {
    Round.Kind.CAMPAIGN: Source.CAMPAIGN,
    Round.Kind.VISIT: Source.BUREAU_CHECK,
}


class Finding(NamedTuple):
    """Where the report was opened from; `line` is None for a round without lines."""

    round: Round
    line: Line | None

    @property
    def key(self) -> str:
        return self.line.key if self.line else ""

    @property
    def url(self) -> str:
        anchor = f"#line-{self.key}" if self.line else ""
        return reverse("web:round", args=[self.round.pk]) + anchor

    def initial(self) -> dict[str, Any]:
        """What the report need not ask any more."""
        told: dict[str, Any] = {"unit": self.round.unit_id, "source": self.source}
        if self.line:
            category = Category.objects.current().filter(code=self.line.category)
            clause = Clause.objects.current().filter(code=self.line.clause or "-")
            told["category"] = category.values_list("pk", flat=True).first()
            told["clause"] = clause.values_list("pk", flat=True).first()
        place = self.place
        return told | ({"place": place} if place else {})

    @property
    def source(self) -> str:
        if self.round.unit.kind == Unit.Kind.BUREAU:
            return Source.SELF_CHECK
        return SOURCES.get(Round.Kind(self.round.kind), Source.SELF_CHECK)

    @property
    def place(self) -> str:
        """Where the last hazard of this round was."""
        last = self.round.findings.order_by("-pk").values_list("hazard__place", flat=True)
        return last.first() or ""

    def attach(self, hazard: Hazard, by: Any) -> None:
        services.attach(self.round, by=by, hazard=hazard, line=self.key)


def finding_in(request: HttpRequest) -> Finding | None:
    """None where the report was not opened from a round this person may do."""
    asked = request.POST or request.GET
    pk = as_uuid(asked.get("round", ""))
    if pk is None:
        return None
    one = Round.objects.visible_to(request.user).filter(finished_at=None, pk=pk)
    found = one.select_related("unit", "checklist").first()
    if found is None:
        return None
    line = next((each for each in lines_of(found) if each.key == asked.get("line")), None)
    return Finding(found, line)
