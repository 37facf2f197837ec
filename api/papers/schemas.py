"""An issued paper as it is told: its number, who sent it to whom, and where its files are."""

from collections.abc import Container
from typing import Any

from django.urls import reverse
from rest_framework import serializers

from api.hazards import outputs
from api.hazards.schemas import OutputSerializer, PersonOutput, UnitRefOutput
from papers.issued import IssuedPaper, Kind
from papers.printing.printers import PRINTERS


class NumberedOutput(OutputSerializer):
    id = serializers.UUIDField()
    number = serializers.CharField()


class IssuedPaperOutput(OutputSerializer):
    """A notice that went out. `docx` and `pdf` print it again as it was; they are null for callers
    who do not see all its hazards. A public notice names none."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    kind_label = serializers.CharField()
    unit = UnitRefOutput()
    addressee = UnitRefOutput()
    year = serializers.IntegerField()
    issued_by = PersonOutput()
    issued_at = serializers.DateTimeField()
    digest = serializers.CharField()
    hazards = NumberedOutput(many=True)
    out_of_sight = serializers.IntegerField()
    docx = serializers.CharField(allow_null=True)
    pdf = serializers.CharField(allow_null=True)


class OriginalOutput(OutputSerializer):
    place = serializers.CharField()
    description = serializers.CharField()


class CueOutput(OutputSerializer):
    """What in a field may point to somebody. `key` is what `confirm` takes in `checked`; it is good
    as long as the field says the same."""

    key = serializers.CharField()
    field = serializers.CharField()
    code = serializers.CharField()
    words = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    reason = serializers.CharField()
    is_checked = serializers.BooleanField()


class NoticeRowOutput(OutputSerializer):
    """A row of a public notice. `place` and `text` are what everybody is told; `is_ready` says that
    it is confirmed as it stands, every cue in it is checked, and so it may be issued."""

    hazard = NumberedOutput()
    hazard_version = serializers.IntegerField()
    version = serializers.IntegerField()
    unit = UnitRefOutput()
    original = OriginalOutput()
    place = serializers.CharField()
    text = serializers.CharField()
    is_proposed = serializers.BooleanField()
    is_confirmed = serializers.BooleanField()
    is_ready = serializers.BooleanField()
    confirmed_by = PersonOutput(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    cues = CueOutput(many=True)


def told(paper: IssuedPaper, is_printable: bool, seen: Container) -> dict[str, Any]:
    """`seen` has the keys of the hazards in the caller's sight."""
    about = list(paper.hazards.all())
    named = [{"id": str(one.pk), "number": one.number} for one in about if one.pk in seen]
    return {
        "id": paper.pk,
        "number": paper.number,
        "kind": paper.kind,
        "kind_label": str(Kind(paper.kind).label),
        "unit": outputs.unit_ref(paper.unit),
        "addressee": outputs.unit_ref(paper.addressee),
        "year": paper.year,
        "issued_by": outputs.person(paper.issued_by),
        "issued_at": outputs.moment(paper.issued_at),
        "digest": paper.digest,
        "hazards": named,
        "out_of_sight": len(about) - len(named),
        **{form: address(paper, form) if is_printable else None for form in PRINTERS},
    }


def address(paper: IssuedPaper, form: str) -> str:
    return reverse(f"api:issued-paper-{form}", args=[paper.pk])
