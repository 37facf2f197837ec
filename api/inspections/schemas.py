"""The shapes of what is told about inspections, for the schema."""

from rest_framework import serializers

from api.hazards.schemas import OutputSerializer, PersonOutput, UnitRefOutput
from deadlines.cycles import Cycle
from inspections import law
from inspections.lines import RESULTS
from inspections.models import Round
from organizations.people import StaffPost

STATES = tuple(law.STATES)


class LineOutput(OutputSerializer):
    """`clause` is the code of the clause that makes failing it a major hazard."""

    line = serializers.CharField()
    section = serializers.CharField()
    text = serializers.CharField()
    category = serializers.CharField()
    rule = serializers.CharField()
    clause = serializers.CharField()


class ChecklistRefOutput(OutputSerializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    version = serializers.CharField()
    title = serializers.CharField()


class ChecklistOutput(ChecklistRefOutput):
    """`kinds` are the kinds of unit it is for; it holds for windows that begin from `since` on."""

    cycle = serializers.ChoiceField(Cycle.choices)
    post = serializers.ChoiceField(StaffPost.choices)
    since = serializers.DateField()
    kinds = serializers.ListField(child=serializers.CharField())
    lines = LineOutput(many=True)


class OutingRefOutput(OutputSerializer):
    id = serializers.UUIDField()
    title = serializers.CharField()


class RoundRowOutput(OutputSerializer):
    """`last_on` and `late_until` are null for a free round. `late` rounds are a part of done.
    `amended` is how often it was amended since it was finished."""

    id = serializers.UUIDField()
    unit = UnitRefOutput()
    kind = serializers.ChoiceField(Round.Kind.choices)
    checklist = ChecklistRefOutput(allow_null=True)
    state = serializers.ChoiceField(STATES)
    late = serializers.BooleanField()
    opens_on = serializers.DateField()
    last_on = serializers.DateField(allow_null=True)
    late_until = serializers.DateField(allow_null=True)
    outing = OutingRefOutput(allow_null=True)
    finished_by = PersonOutput(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    ok = serializers.IntegerField()
    not_applicable = serializers.IntegerField()
    hazards = serializers.IntegerField()
    note = serializers.CharField()
    amended = serializers.IntegerField()


class AnsweredOutput(LineOutput):
    """`result` is null while the line has no answer."""

    result = serializers.ChoiceField(RESULTS, allow_null=True)
    note = serializers.CharField()


class FoundOutput(OutputSerializer):
    """A hazard found at a line; "" is a free round's, which may have none."""

    line = serializers.CharField()
    hazard = serializers.UUIDField()
    number = serializers.CharField()


class SignatureOutput(OutputSerializer):
    """Who signed for the unit, or why nobody did."""

    signed_by = PersonOutput(allow_null=True)
    refusal = serializers.CharField()
    at = serializers.DateTimeField()


class AmendedOutput(OutputSerializer):
    """`line` is the key of the line whose answer was changed, `name` what was changed else; the
    other is ""."""

    what = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    line = serializers.CharField()
    name = serializers.CharField()


class AmendmentOutput(OutputSerializer):
    by = PersonOutput()
    at = serializers.DateTimeField()
    reason = serializers.CharField()
    changes = AmendedOutput(many=True)


class RoundOutput(RoundRowOutput):
    """`inspectors` is empty until it is finished. `amendments` are the oldest first."""

    lines = AnsweredOutput(many=True)
    found = FoundOutput(many=True)
    signature = SignatureOutput(allow_null=True)
    whereabouts = serializers.CharField()
    inspectors = serializers.ListField(child=serializers.CharField())
    amendments = AmendmentOutput(many=True)


class WentOutOutput(OutputSerializer):
    """Teams that finished a visit to another unit than their own, their people as they were entered
    then, and different `units`: one counts once in what is asked about, however often it was
    visited. `hazards` found there and not dismissed; `rectified` by the rule of the statistics."""

    teams = serializers.IntegerField()
    people = serializers.IntegerField()
    units = serializers.IntegerField()
    hazards = serializers.IntegerField()
    rectified = serializers.IntegerField()


class OutingRowOutput(OutingRefOutput):
    """`went_out` is of the visits in the caller's sight; null while none of them counts."""

    unit = UnitRefOutput()
    day = serializers.DateField()
    people = serializers.IntegerField()
    went_out = WentOutOutput(allow_null=True)


class OutingOutput(OutingRowOutput):
    team = serializers.ListField(child=serializers.CharField())
    visits = RoundRowOutput(many=True)


class NumbersOutput(OutputSerializer):
    """`due` = `done` + `missed` once every window is over; `late` is a part of `done`."""

    due = serializers.IntegerField()
    done = serializers.IntegerField()
    late = serializers.IntegerField()
    missed = serializers.IntegerField()
    nothing_found = serializers.IntegerField()
    hazards = serializers.IntegerField()


class CoverageRowOutput(NumbersOutput):
    checklist = serializers.CharField()
    month = serializers.DateField()


class RoundCoverageOutput(NumbersOutput):
    """`rows` are by list and month; empty where the days asked for are no whole months. `went_out`
    is of the teams of the unit and all below it, of outings of these days."""

    unit = UnitRefOutput()
    went_out = WentOutOutput()
    rows = CoverageRowOutput(many=True)
