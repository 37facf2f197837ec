"""The shapes of campaigns, forms, returns and jobs, for the schema; `outputs` fills them."""

from rest_framework import serializers

from api.figures.schemas import RateOutput
from api.hazards.schemas import (
    ChainedEntryOutput,
    LackOutput,
    MoveOutput,
    OutputSerializer,
    PersonOutput,
    UnitRefOutput,
    WaitsForOutput,
)
from api.returns.figure_field import FigureField
from api.returns.second_look.schemas import EarlierOutput, OutlierOutput, StarOutput
from jobs.models import Job
from returns.forms.shape import AGGREGATION_OF, CHECKS, LAYOUTS, LEVELS, TYPES
from workflow.states import ReturnState


class CheckOutput(OutputSerializer):
    """Compares the indicator with `other`; `block` keeps a return from being submitted."""

    kind = serializers.ChoiceField(CHECKS)
    other = serializers.CharField()
    level = serializers.ChoiceField(LEVELS)


class IndicatorOutput(OutputSerializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    type = serializers.ChoiceField(TYPES)
    counted_in = serializers.CharField()
    aggregation = serializers.ChoiceField(sorted(AGGREGATION_OF.values()))
    source = serializers.CharField()  # type: ignore[assignment]
    meaning = serializers.CharField()
    checks = CheckOutput(many=True)


class FormRefOutput(OutputSerializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    version = serializers.CharField()
    title = serializers.CharField()


class FormOutput(FormRefOutput):
    """A form as its template says it; a retired one takes no new campaigns."""

    layout = serializers.ChoiceField(LAYOUTS)
    retired_on = serializers.DateField(allow_null=True)
    indicators = IndicatorOutput(many=True)


class CampaignOutput(OutputSerializer):
    """Days include the last one of each window."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    title = serializers.CharField()
    template = FormRefOutput()
    unit = UnitRefOutput()
    activity_from = serializers.DateField()
    activity_through = serializers.DateField()
    hazards_from = serializers.DateField()
    hazards_through = serializers.DateField()
    due_on = serializers.DateField()
    photos_wanted = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    is_over = serializers.BooleanField()


class SumCoverageOutput(OutputSerializer):
    """Of the units that report to one return; printed under its sums."""

    expected = serializers.IntegerField()
    submitted = serializers.IntegerField()
    accepted = serializers.IntegerField()
    nil = serializers.IntegerField()
    missing = UnitRefOutput(many=True)


class RatesOutput(OutputSerializer):
    """Both of all units that should report; null where there is none."""

    reported = RateOutput()
    on_time = RateOutput()


class LevelOutput(OutputSerializer):
    """One level of the tree, counted from the highest units in the caller's reach below the one
    that runs the campaign, which are level 1."""

    level = serializers.IntegerField()
    expected = serializers.IntegerField()
    submitted = serializers.IntegerField()
    late = serializers.IntegerField()
    missing = UnitRefOutput(many=True)
    late_units = UnitRefOutput(many=True)
    rates = RatesOutput()


class CoverageOutput(SumCoverageOutput):
    """Of all units in the caller's reach that should report."""

    late = serializers.IntegerField()
    late_units = UnitRefOutput(many=True)
    rates = RatesOutput()
    levels = LevelOutput(many=True)


class ToldOutput(OutputSerializer):
    told = serializers.IntegerField()


class IncludedOutput(OutputSerializer):
    included = serializers.IntegerField()


class StartedOutput(OutputSerializer):
    job = serializers.UUIDField()


class JobOutput(OutputSerializer):
    """`result` is the address of the file, or of the import, once the job is finished."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(Job.Phase.choices)
    progress = serializers.IntegerField(min_value=0, max_value=100)
    result = serializers.CharField(allow_null=True)


class ReturnRowOutput(OutputSerializer):
    """`as_of` and `digest` are of what was handed in; null while it is being filled in."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    campaign = serializers.IntegerField()
    title = serializers.CharField()
    unit = UnitRefOutput()
    state = serializers.ChoiceField(ReturnState.choices)
    state_label = serializers.CharField()
    version = serializers.IntegerField()
    as_of = serializers.DateTimeField(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    digest = serializers.CharField(allow_null=True)
    stale = serializers.BooleanField()
    is_nil = serializers.BooleanField()
    is_late = serializers.BooleanField()
    is_stamped = serializers.BooleanField()


class HeaderOutput(OutputSerializer):
    unit = serializers.CharField()
    contact_name = serializers.CharField()
    contact_phone = serializers.CharField()
    filled_on = serializers.DateField(allow_null=True)


class ReturnPhotoOutput(OutputSerializer):
    id = serializers.UUIDField()
    display = serializers.CharField()
    thumb = serializers.CharField()


class AttachedOutput(OutputSerializer):
    name = serializers.CharField()
    url = serializers.CharField()


class ProofOutput(AttachedOutput):
    """A file that shows what an answer rests on."""

    sha256 = serializers.CharField()


class ValueOutput(OutputSerializer):
    """`value` stands in the table. `derived` was counted or summed, `typed` the unit's own answer,
    `adjusted` what was said instead, and why. `now` is what counting and summing gives today;
    `own` and `children` are the two shares of a sum."""

    value = FigureField()
    source = serializers.CharField()  # type: ignore[assignment]
    derived = FigureField()
    typed = FigureField()
    adjusted = FigureField()
    reason = serializers.CharField(allow_null=True)
    now = FigureField()
    own = FigureField()
    children = FigureField()


class RemarkOutput(OutputSerializer):
    """`indicator` is null for a remark about the whole return."""

    code = serializers.CharField()
    level = serializers.ChoiceField(LEVELS)
    indicator = serializers.CharField(allow_null=True)
    detail = serializers.CharField()


class ReturnMoveOutput(MoveOutput):
    """`missing` names a blank by the code of its indicator."""

    missing = LackOutput(many=True)


class ReturnOutput(ReturnRowOutput):
    """`as_of` is the moment the figures are of: of a draft, the present one. `earlier` are the last
    periods before it, oldest first; `outliers` and `stars` are by indicator."""

    as_of = serializers.DateTimeField()
    form = FormRefOutput()
    revision = serializers.IntegerField()
    supersedes = serializers.UUIDField(allow_null=True)
    superseded_by = serializers.UUIDField(allow_null=True)
    reports_to = UnitRefOutput(allow_null=True)
    waits_for = WaitsForOutput(allow_null=True)
    submitted_by = PersonOutput(allow_null=True)
    accepted_by = PersonOutput(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    header = HeaderOutput()
    summary = serializers.CharField()
    summary_file = AttachedOutput(allow_null=True)
    scan = AttachedOutput(allow_null=True)
    photos = ReturnPhotoOutput(many=True)
    proofs = serializers.DictField(child=ProofOutput(many=True))
    coverage = SumCoverageOutput()
    earlier = EarlierOutput(many=True)
    outliers = serializers.DictField(child=OutlierOutput())
    stars = serializers.DictField(child=StarOutput(many=True))
    values = serializers.DictField(child=ValueOutput())  # type: ignore[assignment]
    checks = RemarkOutput(many=True)
    moves = ReturnMoveOutput(many=True)


class ReturnEntryOutput(ChainedEntryOutput):
    """One line of a return's history."""


class ShareOutput(OutputSerializer):
    """What one unit below adds; `return` is the return it was read from, `stars` what is said
    beside the figure there."""

    unit = UnitRefOutput()
    value = FigureField()
    stars = StarOutput(many=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """`return` is a word Python keeps for itself."""
        return {**super().get_fields(), "return": serializers.UUIDField()}


class RecordRefOutput(OutputSerializer):
    """`measure` is what the record adds to the figure as it stood: 1 where rows are counted, else a
    number, an amount in 万元 or a text. `url` is where the API has it, if it does."""

    kind = serializers.CharField()
    id = serializers.CharField()
    number = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    day = serializers.DateField()
    state = serializers.CharField(allow_null=True)
    measure = FigureField()
    url = serializers.CharField(allow_null=True)


class BehindOutput(OutputSerializer):
    """`out_of_sight` more rows are counted than the caller may see. `beside` says what one blank
    with two verbs leaves unsaid of the same hazards: found, rectified, closed, open."""

    definition = serializers.CharField()
    value = FigureField()
    children = ShareOutput(many=True)
    rows = RecordRefOutput(many=True)
    out_of_sight = serializers.IntegerField()
    beside = serializers.DictField(child=FigureField())
