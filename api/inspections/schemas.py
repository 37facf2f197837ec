"""The shapes of what is told about inspections, for the schema."""

from rest_framework import serializers

from api.hazards.schemas import PersonShape, Shape, UnitRefShape
from deadlines.cycles import Cycle
from inspections import law
from inspections.lines import RESULTS
from inspections.models import Round
from organizations.people import StaffPost

STATES = tuple(law.STATES)


class LineShape(Shape):
    """`clause` is the code of the clause that makes failing it a major hazard."""

    line = serializers.CharField()
    section = serializers.CharField()
    text = serializers.CharField()
    category = serializers.CharField()
    rule = serializers.CharField()
    clause = serializers.CharField()


class ChecklistRefShape(Shape):
    id = serializers.IntegerField()
    code = serializers.CharField()
    version = serializers.CharField()
    title = serializers.CharField()


class ChecklistShape(ChecklistRefShape):
    """`kinds` are the kinds of unit it is for; it holds for windows that begin from `since` on."""

    cycle = serializers.ChoiceField(Cycle.choices)
    post = serializers.ChoiceField(StaffPost.choices)
    since = serializers.DateField()
    kinds = serializers.ListField(child=serializers.CharField())
    lines = LineShape(many=True)


class OutingRefShape(Shape):
    id = serializers.UUIDField()
    title = serializers.CharField()


class RoundRowShape(Shape):
    """`last_on` and `late_until` are null for a free round. `late` rounds are a part of done."""

    id = serializers.UUIDField()
    unit = UnitRefShape()
    kind = serializers.ChoiceField(Round.Kind.choices)
    checklist = ChecklistRefShape(allow_null=True)
    state = serializers.ChoiceField(STATES)
    late = serializers.BooleanField()
    opens_on = serializers.DateField()
    last_on = serializers.DateField(allow_null=True)
    late_until = serializers.DateField(allow_null=True)
    outing = OutingRefShape(allow_null=True)
    finished_by = PersonShape(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    ok = serializers.IntegerField()
    not_applicable = serializers.IntegerField()
    hazards = serializers.IntegerField()
    note = serializers.CharField()


class AnsweredShape(LineShape):
    """`result` is null while the line has no answer."""

    result = serializers.ChoiceField(RESULTS, allow_null=True)
    note = serializers.CharField()


class FoundShape(Shape):
    """A hazard found at a line; "" is a free round's, which may have none."""

    line = serializers.CharField()
    hazard = serializers.UUIDField()
    number = serializers.CharField()


class SignatureShape(Shape):
    """Who signed for the unit, or why nobody did."""

    signed_by = PersonShape(allow_null=True)
    refusal = serializers.CharField()
    at = serializers.DateTimeField()


class RoundShape(RoundRowShape):
    lines = AnsweredShape(many=True)
    found = FoundShape(many=True)
    signature = SignatureShape(allow_null=True)


class OutingShape(OutingRefShape):
    unit = UnitRefShape()
    day = serializers.DateField()
    people = serializers.IntegerField()
    team = serializers.ListField(child=serializers.CharField())
    visits = RoundRowShape(many=True)


class NumbersShape(Shape):
    """`due` = `done` + `missed` once every window is over; `late` is a part of `done`."""

    due = serializers.IntegerField()
    done = serializers.IntegerField()
    late = serializers.IntegerField()
    missed = serializers.IntegerField()
    nothing_found = serializers.IntegerField()
    hazards = serializers.IntegerField()


class CoverageRowShape(NumbersShape):
    checklist = serializers.CharField()
    month = serializers.DateField()


class RoundCoverageShape(NumbersShape):
    """`rows` are by list and month; empty where the days asked for are no whole months."""

    unit = UnitRefShape()
    rows = CoverageRowShape(many=True)
