"""The shapes of answers, for the schema; `answers` fills those of a hazard by hand, for speed."""

from rest_framework import serializers

from hazards.models import Extension, Source, Supervision, Transfer
from organizations.models import Role, Unit
from workflow.states import Outcome, ReturnState, Severity, Stage, State
from workflow.turns import RUNGS

ERROR_TYPES = ("validation_error", "client_error", "server_error")


class Shape(serializers.Serializer):
    pass


class ErrorShape(Shape):
    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class ErrorsShape(Shape):
    type = serializers.ChoiceField(ERROR_TYPES)
    errors = ErrorShape(many=True)  # type: ignore[assignment]


class ConflictShape(ErrorsShape):
    """The record as it stands now, where there is one in sight: a hazard or a return."""

    state = serializers.ChoiceField([*State.choices, *ReturnState.choices], required=False)
    version = serializers.IntegerField(required=False)


class TokenShape(Shape):
    token = serializers.CharField()
    expiry = serializers.DateTimeField()


class PersonShape(Shape):
    id = serializers.IntegerField()
    name = serializers.CharField()


class UnitRefShape(Shape):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class MembershipShape(Shape):
    unit = UnitRefShape()
    role = serializers.ChoiceField(Role.choices)


class MeShape(PersonShape):
    username = serializers.CharField()
    memberships = MembershipShape(many=True)


class UnitShape(UnitRefShape):
    kind = serializers.ChoiceField(Unit.Kind.choices)
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]


class CategoryRefShape(Shape):
    id = serializers.IntegerField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class CategoryShape(CategoryRefShape):
    photo_required = serializers.BooleanField()


class ClauseRefShape(Shape):
    id = serializers.IntegerField()
    code = serializers.CharField()
    text = serializers.CharField()


class ClauseShape(ClauseRefShape):
    category = serializers.IntegerField(source="category_id")
    edition = serializers.CharField()
    section = serializers.CharField()


class ColleagueShape(PersonShape):
    """`is_service`: a program of somebody else's, and no person; its name says so as well."""

    username = serializers.CharField()
    is_service = serializers.BooleanField()
    roles = serializers.ListField(child=serializers.CharField())


class UploadShape(Shape):
    id = serializers.UUIDField()
    sha256 = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    display = serializers.CharField()
    thumb = serializers.CharField()


class PhotoShape(UploadShape):
    """The last four only for officers and auditors of the unit. `same_as` names those of the
    photos told with it that are the very same picture, byte for byte."""

    stage = serializers.ChoiceField(Stage.choices)
    attempt = serializers.IntegerField()
    same_as = serializers.ListField(child=serializers.UUIDField())
    taken_at = serializers.DateTimeField(required=False, allow_null=True)
    latitude = serializers.FloatField(required=False, allow_null=True)
    longitude = serializers.FloatField(required=False, allow_null=True)
    camera = serializers.CharField(required=False)


class LackShape(Shape):
    code = serializers.CharField()
    detail = serializers.CharField()


class MoveShape(Shape):
    """A move open to the caller now, with what it still lacks."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField()
    missing = LackShape(many=True)


class ExtensionShape(Shape):
    id = serializers.IntegerField()
    hazard = serializers.UUIDField()
    until = serializers.DateField()
    reason = serializers.CharField()
    interim_measures = serializers.CharField()
    decision = serializers.ChoiceField(Extension.Decision.choices)
    requested_by = PersonShape()
    requested_at = serializers.DateTimeField()
    decided_by = PersonShape(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class ControlShape(Shape):
    id = serializers.IntegerField()
    measures = serializers.CharField()
    recorded_by = PersonShape()
    recorded_at = serializers.DateTimeField()


class SupervisionShape(Shape):
    """The latest listing; it lasts while `delisted_on` is null."""

    level = serializers.ChoiceField(Supervision.Level.choices)
    document_number = serializers.CharField()
    deadline = serializers.DateField()
    listed_on = serializers.DateField()
    delisted_on = serializers.DateField(allow_null=True)


class TransferShape(Shape):
    """An offer to another unit. Nothing about the hazard changes before it is accepted."""

    id = serializers.UUIDField()
    from_unit = UnitRefShape()
    to_unit = UnitRefShape()
    reason = serializers.CharField()
    decision = serializers.ChoiceField(Transfer.Decision.choices)
    offered_by = PersonShape()
    offered_at = serializers.DateTimeField()
    decided_by = PersonShape(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField()


def money() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)


class WaitsForShape(Shape):
    """Whose turn it is: `who` in words, by name where one `person` is named; `note` says why it is
    theirs where somebody nearer would have it, or what to do where nobody is left (then `expected`
    is empty)."""

    who = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    expected = serializers.ListField(child=serializers.ChoiceField([rung.name for rung in RUNGS]))
    person = PersonShape(allow_null=True)


class HazardRowShape(Shape):
    id = serializers.UUIDField()
    number = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    state_label = serializers.CharField()
    version = serializers.IntegerField()
    unit = UnitRefShape()
    category = CategoryRefShape()
    clause = ClauseRefShape(allow_null=True)
    place = serializers.CharField()
    description = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]
    is_violation = serializers.BooleanField()
    found_on = serializers.DateField()
    was_found_by_bureau = serializers.BooleanField()
    reporter = PersonShape()
    reported_at = serializers.DateTimeField()
    responsible = PersonShape(allow_null=True)
    measures = serializers.CharField()
    funds = money()
    contingency = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    original_due_on = serializers.DateField(allow_null=True)
    is_overdue = serializers.BooleanField()
    days_left = serializers.IntegerField(allow_null=True)
    attempts = serializers.IntegerField()
    rectified_by = PersonShape(allow_null=True)
    rectified_at = serializers.DateTimeField(allow_null=True)
    measures_taken = serializers.CharField()
    funds_spent = money()
    extension_requested_until = serializers.DateField(allow_null=True)
    interim_control_since = serializers.DateTimeField(allow_null=True)
    offered_to = serializers.CharField(allow_null=True)
    waits_for = WaitsForShape(allow_null=True)
    closed_by = PersonShape(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(Outcome.choices, allow_blank=True)
    transferred_to = serializers.CharField()


class RepeatShape(Shape):
    """The same unit, category and place, closed up to 90 days before this one was found."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    closed_on = serializers.DateField()
    days = serializers.IntegerField()


class HazardShape(HazardRowShape):
    duplicate_of = serializers.UUIDField(allow_null=True)
    repeat_of = RepeatShape(allow_null=True)
    photos = PhotoShape(many=True)
    extensions = ExtensionShape(many=True)
    interim_controls = ControlShape(many=True)
    supervision = SupervisionShape(allow_null=True)
    transfers = TransferShape(many=True)
    moves = MoveShape(many=True)


class ChainedEntryShape(Shape):
    """One line of history; `digest` covers all it says and `previous_digest`."""

    sequence = serializers.IntegerField()
    at = serializers.DateTimeField()
    by = PersonShape()
    move = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    note = serializers.CharField()
    facts = serializers.DictField()
    digest = serializers.CharField()
    previous_digest = serializers.CharField()


class EntryShape(ChainedEntryShape):
    """One line of a hazard's history. A fact in `withheld` is null: it names a record out of the
    caller's reach. `digest` covers it all the same, so this caller can compare the links of the
    chain, and not compute the digest of this line anew."""

    attempt = serializers.IntegerField()
    withheld = serializers.ListField(child=serializers.CharField())


class OutcomeShape(Shape):
    """What became of one hazard of many: its new state, or why not."""

    id = serializers.UUIDField()
    ok = serializers.BooleanField()
    state = serializers.ChoiceField(State.choices, required=False)
    version = serializers.IntegerField(required=False)
    errors = ErrorShape(many=True, required=False)  # type: ignore[assignment]


class OutcomesShape(Shape):
    results = OutcomeShape(many=True)
