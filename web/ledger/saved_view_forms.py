"""What saving a view of the ledger asks for: a name, and whom it is shared with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations import scope
from organizations.models import Unit
from texts.fields import Line
from web.fields import CONTROL
from workflow import policy


class NameForm(forms.Form):
    name = Line(
        label=_("Name"),
        max_length=40,
        error_messages={"required": _("Please fill this in.")},
        widget=forms.TextInput(attrs={**CONTROL, "autocomplete": "off"}),
    )


class SaveForm(NameForm):
    """Sharing is offered to those who may assign somewhere."""

    query = Line(required=False, max_length=1000, widget=forms.HiddenInput)
    shared_with = forms.ModelChoiceField(
        None,
        label=_("Share with the people of"),
        required=False,
        empty_label=_("Nobody: only I see it"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data, *, by, initial) -> None:
        super().__init__(data, initial=initial)
        posts = [p.unit_id for p in scope.posts(by) if p.role in policy.DIRECTING]
        self.fields["shared_with"].queryset = Unit.objects.filter(pk__in=posts).in_order()
        if not posts:
            del self.fields["shared_with"]
