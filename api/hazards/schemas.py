"""Output serializers: what is answered. `outputs` fills those of a hazard by hand, for speed."""

from rest_framework import serializers

from hazards.models import Extension, Source, Supervision, Transfer
from organizations.models import Role, Unit
from tips.states import TipState
from workflow.states import Outcome, ReturnState, Severity, Stage, State
from workflow.turns import RUNGS

ERROR_TYPES = ("validation_error", "client_error", "server_error")


ANY_STATE = list(
    {**dict(State.choices), **dict(ReturnState.choices), **dict(TipState.choices)}.items()
)


class OutputSerializer(serializers.Serializer):
    """What a call answers, as the schema says it."""


class ErrorOutput(OutputSerializer):
    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class ErrorsOutput(OutputSerializer):
    type = serializers.ChoiceField(ERROR_TYPES)
    errors = ErrorOutput(many=True)  # type: ignore[assignment]


class ConflictOutput(ErrorsOutput):
    """The record as it stands now, where there is one in sight: a hazard or a return."""

    state = serializers.ChoiceField(ANY_STATE, required=False)
    version = serializers.IntegerField(required=False)


class TokenOutput(OutputSerializer):
    token = serializers.CharField()
    expiry = serializers.DateTimeField()


class PersonOutput(OutputSerializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class UnitRefOutput(OutputSerializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class MembershipOutput(OutputSerializer):
    unit = UnitRefOutput()
    role = serializers.ChoiceField(Role.choices)


class MeOutput(PersonOutput):
    username = serializers.CharField()
    memberships = MembershipOutput(many=True)


class UnitOutput(UnitRefOutput):
    kind = serializers.ChoiceField(Unit.Kind.choices)
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]


class CategoryRefOutput(OutputSerializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class CategoryOutput(CategoryRefOutput):
    photo_required = serializers.BooleanField()


class ClauseRefOutput(OutputSerializer):
    id = serializers.IntegerField()
    code = serializers.CharField()
    text = serializers.CharField()


class ClauseOutput(ClauseRefOutput):
    category = serializers.IntegerField(source="category_id")
    edition = serializers.CharField()
    section = serializers.CharField()


class ColleagueOutput(PersonOutput):
    """`is_service`: a program of somebody else's, and no person; its name says so as well."""

    username = serializers.CharField()
    is_service = serializers.BooleanField()
    roles = serializers.ListField(child=serializers.CharField())


class UploadOutput(OutputSerializer):
    id = serializers.UUIDField()
    sha256 = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    display = serializers.CharField()
    thumb = serializers.CharField()


class PhotoOutput(UploadOutput):
    """The last four only for officers and auditors of the unit. `same_as` names those of the
    photos told with it that are the very same picture, byte for byte."""

    stage = serializers.ChoiceField(Stage.choices)
    attempt = serializers.IntegerField()
    same_as = serializers.ListField(child=serializers.UUIDField())
    taken_at = serializers.DateTimeField(required=False, allow_null=True)
    latitude = serializers.FloatField(required=False, allow_null=True)
    longitude = serializers.FloatField(required=False, allow_null=True)
    camera = serializers.CharField(required=False)


class LackOutput(OutputSerializer):
    code = serializers.CharField()
    detail = serializers.CharField()


class MoveOutput(OutputSerializer):
    """A move open to the caller now, with what it still lacks."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()
    missing = LackOutput(many=True)


class ExtensionOutput(OutputSerializer):
    id = serializers.IntegerField()
    hazard = serializers.UUIDField()
    until = serializers.DateField()
    reason = serializers.CharField()
    interim_measures = serializers.CharField()
    decision = serializers.ChoiceField(Extension.Decision.choices)
    requested_by = PersonOutput()
    requested_at = serializers.DateTimeField()
    decided_by = PersonOutput(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class ControlOutput(OutputSerializer):
    id = serializers.IntegerField()
    measures = serializers.CharField()
    recorded_by = PersonOutput()
    recorded_at = serializers.DateTimeField()


class SupervisionOutput(OutputSerializer):
    """The latest listing; it lasts while `delisted_on` is null."""

    level = serializers.ChoiceField(Supervision.Level.choices)
    document_number = serializers.CharField()
    deadline = serializers.DateField()
    listed_on = serializers.DateField()
    delisted_on = serializers.DateField(allow_null=True)


class TransferOutput(OutputSerializer):
    """An offer to another unit. Nothing about the hazard changes before it is accepted."""

    id = serializers.UUIDField()
    from_unit = UnitRefOutput()
    to_unit = UnitRefOutput()
    reason = serializers.CharField()
    decision = serializers.ChoiceField(Transfer.Decision.choices)
    offered_by = PersonOutput()
    offered_at = serializers.DateTimeField()
    decided_by = PersonOutput(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField()


def money() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)


class WaitsForOutput(OutputSerializer):
    """Whose turn it is: `who` in words, by name where one `person` is named; `note` says why it is
    theirs where somebody nearer would have it, or what to do where nobody is left (then `expected`
    is empty)."""

    who = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    expected = serializers.ListField(child=serializers.ChoiceField([rung.name for rung in RUNGS]))
    person = PersonOutput(allow_null=True)


class HazardRowOutput(OutputSerializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    state_label = serializers.CharField()
    version = serializers.IntegerField()
    unit = UnitRefOutput()
    category = CategoryRefOutput()
    clause = ClauseRefOutput(allow_null=True)
    place = serializers.CharField()
    description = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]
    is_violation = serializers.BooleanField()
    found_on = serializers.DateField()
    was_found_by_bureau = serializers.BooleanField()
    reporter = PersonOutput()
    reported_at = serializers.DateTimeField()
    responsible = PersonOutput(allow_null=True)
    measures = serializers.CharField()
    funds = money()
    contingency = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    original_due_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()
    days_left = serializers.IntegerField(allow_null=True)
    attempts = serializers.IntegerField()
    rectified_by = PersonOutput(allow_null=True)
    rectified_at = serializers.DateTimeField(allow_null=True)
    measures_taken = serializers.CharField()
    funds_spent = money()
    extension_requested_until = serializers.DateField(allow_null=True)
    interim_control_since = serializers.DateTimeField(allow_null=True)
    offered_to = serializers.CharField(allow_null=True)
    waits_for = WaitsForOutput(allow_null=True)
    closed_by = PersonOutput(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(Outcome.choices, allow_blank=True)
    transferred_to = serializers.CharField()


class RepeatOutput(OutputSerializer):
    """The same unit, category and place, closed up to 90 days before this one was found."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    closed_on = serializers.DateField()
    days = serializers.IntegerField()


class HazardOutput(HazardRowOutput):
    duplicate_of = serializers.UUIDField(allow_null=True)
    repeat_of = RepeatOutput(allow_null=True)
    photos = PhotoOutput(many=True)
    extensions = ExtensionOutput(many=True)
    interim_controls = ControlOutput(many=True)
    supervision = SupervisionOutput(allow_null=True)
    transfers = TransferOutput(many=True)
    moves = MoveOutput(many=True)


class ChainedEntryOutput(OutputSerializer):
    """One line of history; `digest` covers all it says and `previous_digest`."""

    sequence = serializers.IntegerField()
    at = serializers.DateTimeField()
    by = PersonOutput()
    move = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    note = serializers.CharField()
    facts = serializers.DictField()
    digest = serializers.CharField()
    previous_digest = serializers.CharField()


class EntryOutput(ChainedEntryOutput):
    """One line of a hazard's history. A fact in `withheld` is null: it names a record out of the
    caller's reach. `digest` covers it all the same, so this caller can compare the links of the
    chain, and not compute the digest of this line anew."""

    attempt = serializers.IntegerField()
    withheld = serializers.ListField(child=serializers.CharField())


class OutcomeOutput(OutputSerializer):
    """What became of one hazard of many: its new state, or why not."""

    id = serializers.UUIDField()
    ok = serializers.BooleanField()
    state = serializers.ChoiceField(State.choices, required=False)
    version = serializers.IntegerField(required=False)
    errors = ErrorOutput(many=True, required=False)  # type: ignore[assignment]


class OutcomesOutput(OutputSerializer):
    results = OutcomeOutput(many=True)
