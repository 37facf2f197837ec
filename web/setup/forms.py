"""The first page of an empty ledger, and what an administrator may change of it later."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from installation import public_address, time_zone
from installation.services import Administrator, Bureau
from organizations.models import Unit, User
from organizations.units import AUTHORITIES
from papers.models import Letterhead
from texts.fields import Line
from web.accounts.forms import hint
from web.fields import CONTROL

SELECT = {"class": "form-select"}


def line(label, longest: int, *, hint="", example="", **attrs: Any) -> Line:
    """A line to type in; `attrs` go to the input."""
    shown = {**CONTROL, **attrs, **({"placeholder": example} if example else {})}
    widget = forms.TextInput(attrs=shown)
    return Line(label=label, max_length=longest, help_text=hint, widget=widget)


def secret(label) -> forms.CharField:
    # What was typed stays when another field is wrong; the page is never stored.
    attrs = {**CONTROL, "autocomplete": "new-password"}
    widget = forms.PasswordInput(attrs=attrs, render_value=True)
    return forms.CharField(label=label, strip=False, widget=widget)


class ContactForm(forms.Form):
    """Whom the schools ask, under which address the ledger is reached, and whose days count."""

    contact = line(
        _("Contact"),
        Letterhead._meta.get_field("contact").max_length,
        hint=_("The office or person schools ask; it stands on notices."),
        example=_("Safety and Security Section"),
    )
    phone = line(_("Phone"), Letterhead._meta.get_field("phone").max_length, inputmode="tel")
    public_address = line(
        _("Public address"),
        public_address.LONGEST,
        hint=_("Where people reach the ledger. QR codes on papers lead there."),
        inputmode="url",
        spellcheck="false",
        autocapitalize="none",
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zone.CHOICES,
        help_text=_("Deadlines and figures count its days. Fixed once the first hazard is in."),
        widget=forms.Select(attrs=SELECT),
    )

    def clean_public_address(self) -> str:
        return public_address.cleaned(self.cleaned_data["public_address"])


class SetUpForm(ContactForm):
    """Everything an empty ledger needs to be told; errors stand beside their fields."""

    bureau_name = line(_("Name of the bureau"), Unit._meta.get_field("name").max_length)
    bureau_code = line(
        _("Code of the bureau"),
        Unit._meta.get_field("code").max_length,
        hint=_("Short; it stands in the numbers of the bureau's hazards: 2026-JZ000-0001."),
        example="JZ000",
        autocapitalize="characters",
        spellcheck="false",
    )
    bureau_kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind.value, kind.label) for kind in AUTHORITIES],
        initial=Unit.Kind.BUREAU.value,
        required=False,
        widget=forms.Select(attrs=SELECT),
    )
    person_name = line(_("Your name"), User._meta.get_field("name").max_length, autocomplete="name")
    username = line(
        _("Account"),
        User._meta.get_field("username").max_length,
        hint=_("What you log in with: a phone or staff number, or a word."),
        autocomplete="username",
        autocapitalize="none",
        spellcheck="false",
    )
    password1 = secret(_("Password"))
    password2 = secret(_("Password again"))

    def __init__(self, data=None, *, proposed_address: str) -> None:
        super().__init__(data, initial={"public_address": proposed_address})
        self.fields["username"].validators.append(UnicodeUsernameValidator())
        self.fields["password1"].help_text = hint()
        bureau = Unit.objects.roots().first()
        if bureau:  # founded before the set-up: it stays what it is called
            for name in ("name", "code", "kind"):
                value, name = getattr(bureau, name), f"bureau_{name}"
                self.fields[name].disabled, self.initial[name] = True, value

    def clean_username(self) -> str:
        return User.normalize_username(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        said = self.cleaned_data
        first, again = said.get("password1"), said.get("password2")
        if first and again and first != again:
            self.add_error("password2", _("The two passwords differ."))
        if first:
            self._judge(first, said)
        return said

    def _judge(self, password: str, said: dict[str, Any]) -> None:
        person = User(username=said.get("username", ""), name=said.get("person_name", ""))
        try:
            password_validation.validate_password(password, person)
        except ValidationError as weak:
            self.add_error("password1", weak)

    @property
    def answers(self) -> dict[str, Any]:
        """As `installation.services.set_up` takes them."""
        said = self.cleaned_data
        whole = (said["bureau_code"], said["bureau_name"], said["contact"], said["phone"])
        bureau = Bureau(*whole, said["bureau_kind"] or Unit.Kind.BUREAU.value)
        person = Administrator(said["username"], said["person_name"], said["password1"])
        told = {"bureau": bureau, "administrator": person, "zone": said["zone"]}
        return {**told, "public_address": said["public_address"]}

    @property
    def of_bureau(self):
        return [
            self[name] for name in ("bureau_kind", "bureau_name", "bureau_code", "contact", "phone")
        ]

    @property
    def of_person(self):
        return [self[name] for name in ("person_name", "username", "password1", "password2")]

    @property
    def of_place(self):
        return [self[name] for name in ("public_address", "zone")]
