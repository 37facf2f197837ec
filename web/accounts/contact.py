"""电话和邮箱: one's own phone and mail address, and the link that confirms it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts import contact as contacts
from notifications.mail import answers, links
from organizations.models import User
from texts.fields import Line
from throttling import rates
from web.fields import CONTROL
from web.setup.mail import too_often

EMAIL = {**CONTROL, "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
PHONE = {**CONTROL, "autocomplete": "tel", "inputmode": "tel"}


class ContactForm(forms.Form):
    """Of the person who asks. An address that waits stands there, to have the letter once more."""

    phone = Line(
        label=gettext_lazy("Phone"),
        max_length=User._meta.get_field("phone").max_length,
        required=False,
        widget=forms.TextInput(attrs=PHONE),
    )
    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        max_length=User._meta.get_field("email").max_length,
        required=False,
        help_text=gettext_lazy("What appears under Notifications is sent there as well."),
        widget=forms.EmailInput(attrs=EMAIL),
    )

    def __init__(self, data=None, *, person: User) -> None:
        self.person = person
        shown = {"phone": person.phone, "email": person.pending_email or person.email}
        super().__init__(data, initial=shown)

    @property
    def asks(self) -> bool:
        """Is a letter sent for it?"""
        return self.cleaned_data["email"] not in ("", self.person.email)

    def clean_email(self) -> str:
        """Without a server or an address of its own nothing can be confirmed."""
        if self.asks and not (answers.is_on() and links.public_address()):
            raise ValidationError(
                _("The ledger sends no mail yet. An administrator can enter your address.")
            )
        return self.cleaned_data["email"]


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request):
    form = ContactForm(request.POST if request.method == "POST" else None, person=request.user)
    if not form.is_valid():
        return shown(request, form, 400 if form.errors else 200)
    seconds = rates.wait("mail", str(request.user.pk)) if form.asks else 0
    if seconds:
        form.add_error("email", too_often(seconds))
        return shown(request, form, 429)
    person = contacts.change(by=request.user, request=request, **form.cleaned_data)
    if person.pending_email:
        return ask(request, person)
    messages.success(request, _("Kept."))
    return redirect("web:me")


def shown(request, form: ContactForm, status: int):
    told = {"form": form, "page": "me", "person": request.user}
    return render(request, "accounts/contact.html", told, status=status)


def ask(request, person: User):
    """The change is kept; the letter leaves outside of it, for its server may take its time."""
    said = answers.send_now(contacts.letter_to_confirm(person, link_of))
    if not said.is_taken:
        messages.error(request, said.sentence)
        return redirect("web:contact")
    told = _("Kept. Open the link in the letter to %(address)s within three days.")
    messages.success(request, told % {"address": person.pending_email})
    return redirect("web:me")


def link_of(token: str) -> str:
    return links.public_address() + reverse("web:confirm_address", args=[token])


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Opening the link changes nothing: programs that look through mail open it as well."""
    if request.method != "POST":
        is_good = contacts.is_good(token, request.user)
        told = {"is_good": is_good, "page": "me", "person": request.user}
        return render(
            request, "accounts/confirm_address.html", told, status=200 if is_good else 410
        )
    try:
        person = contacts.confirm(token, by=request.user, request=request)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("web:contact")
    told = _("Messages are sent to %(address)s from now on.")
    messages.success(request, told % {"address": person.email})
    return redirect("web:me")
