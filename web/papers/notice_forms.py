"""One row of a public notice as a form: what everybody will read, and the cues that are checked."""

import re
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hazards.models import Hazard
from papers.publishing.models import LONGEST_PLACE, LONGEST_TEXT
from papers.publishing.services import Words
from texts.fields import Line
from workflow.errors import Lack, SomethingMissing, WorkflowError

LARGEST = 2**31 - 1
UNCHECKED = _("Reword it, or check each of these to name nobody:")
SENT = re.compile(r"row-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-text")


class RowForm(forms.Form):
    """Bound to what was sent of this row; of a page that is only looked at, it says what is kept.
    The two versions are those of the moment it was shown."""

    place = Line(
        label=_("Place for the public"),
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    text = Line(
        label=_("Wording for the public"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )
    version = forms.IntegerField(min_value=0, max_value=LARGEST)
    hazard_version = forms.IntegerField(min_value=0, max_value=LARGEST)

    def __init__(self, data: QueryDict | None, hazard: Hazard, kept: Words = ("", "")) -> None:
        initial = dict(zip(("place", "text"), kept, strict=True))
        super().__init__(data, prefix=prefix_of(hazard), initial=initial)
        self.checked = set(data.getlist(self.add_prefix("checked"))) if data is not None else set()

    def take(self, refusal: WorkflowError) -> None:
        """Each sentence beside the field it is about; of cues one, for they stand below it with
        their reasons, to be ticked."""
        lacking = refusal.missing if isinstance(refusal, SomethingMissing) else []
        said = {(lack.about, UNCHECKED if is_cue(lack) else lack.detail): None for lack in lacking}
        for about, sentence in said or {("", str(refusal)): None}:
            self.add_error(about or None, str(sentence))


def is_cue(lack: Lack) -> bool:
    return lack.code.startswith("cue_")


def prefix_of(hazard: Hazard) -> str:
    return f"row-{hazard.pk}"


def keys_in(data: QueryDict) -> set[UUID]:
    """Of the hazards whose rows were sent."""
    return {UUID(found[1]) for name in data if (found := SENT.fullmatch(name))}


def typed_in(data: QueryDict, hazard: Hazard) -> Words:
    """What was sent of the words of a row."""
    prefix = prefix_of(hazard)
    return data.get(f"{prefix}-place", ""), data.get(f"{prefix}-text", "")
