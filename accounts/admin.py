"""Administrators look after people and their roles here. Nobody makes themselves more."""

import re

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from accounts import contact, passwords, rights
from organizations import departures
from organizations.administration import Administered, SaysWhyNot, administers_everything
from organizations.models import Membership, Unit, User
from organizations.services import hold_units
from texts.fields import Username

CALLED = ("username", "name", "staff_number", "phone", "email")


class NewPersonForm(BaseUserCreationForm):
    """What is asked of somebody who is taken in; the roles follow on the next page. Without a
    password they wait for an activation slip."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        for name in ("password1", "password2"):
            self.fields[name].required = False
        self.fields["password2"].help_text = _(
            "Leave both empty, and an activation slip lets the person choose their own."
        )

    def validate_passwords(self, *names) -> None:
        """One without the other is a slip of the hand."""
        told = [self.cleaned_data.get(name) for name in ("password1", "password2")]
        if any(told) and not all(told):
            self.add_error("password2", self.error_messages["password_mismatch"])
        super().validate_passwords(*names)  # type: ignore[misc]  # the stubs are older

    def set_password_and_save(self, user, password_field_name="password1", commit=True):
        self.cleaned_data[password_field_name] = self.cleaned_data[password_field_name] or None
        said = password_field_name, commit
        return super().set_password_and_save(user, *said)  # type: ignore[misc]

    class Meta:
        model = User
        fields = CALLED
        field_classes = {"username": Username}


class PersonForm(UserChangeForm):
    """Whoever ends somebody's part is told first how much hangs on them."""

    class Meta(UserChangeForm.Meta):
        field_classes = {"username": Username}

    hands_over = forms.BooleanField(label=_("Hand over what waits for them"), required=False)

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.hangs_on = departures.held_by(self.instance)
        self.fields["hands_over"].help_text = " ".join(self.hangs_on)

    def clean(self):
        super().clean()
        told = self.cleaned_data
        if self.hangs_on and not told.get("is_active") and not told.get("hands_over"):
            self.add_error("hands_over", CONFIRM)
        return told


CONFIRM = _("Tick this first: somebody is named for these who will not be there any more.")


class MembershipFormSet(BaseInlineFormSet):
    """A role that ends may take hazards out of somebody's hands as well."""

    def clean(self) -> None:
        super().clean()
        ends = any(
            form.initial and (form in self.deleted_forms or form.changed_data)
            for form in self.forms
        )
        for form in self.forms:
            if form not in self.deleted_forms and gives_what_cannot_be_given(form):
                form.add_error("unit", _("This unit is closed."))
        if ends and departures.held_by(self.instance) and not self.data.get("hands_over"):
            raise ValidationError(CONFIRM_ABOVE)


def gives_what_cannot_be_given(form: forms.ModelForm) -> bool:
    """A role that is held, or will be, at a unit that is closed."""
    unit = form.cleaned_data.get("unit") if form.has_changed() and form.is_valid() else None
    return bool(unit and unit.closed_on) and not form.instance.is_over


CONFIRM_ABOVE = _("Something waits for this person. Tick above that it is handed over first.")


class MembershipInline(admin.StackedInline):
    """The roles of a person. One's own are for somebody else to give."""

    model = Membership
    fk_name = "user"
    formset = MembershipFormSet
    # Side by side where there is room.
    fieldsets = (
        (None, {"fields": (("unit", "role", "title", "post"), ("starts_on", "ends_on"))}),
        (_("Standing in"), {"fields": (("stands_in_for", "reason"),)}),
    )
    autocomplete_fields = ("unit", "stands_in_for")
    extra = 0

    opens_to = staticmethod(administers_everything)
    has_view_permission = Administered.has_view_permission

    def has_add_permission(self, request, obj=None) -> bool:
        return obj != request.user

    def has_change_permission(self, request, obj=None) -> bool:
        return obj != request.user

    def has_delete_permission(self, request, obj=None) -> bool:
        return obj != request.user


class RightsAreLogged(admin.ModelAdmin):
    """What the form of a person and the roles below it change together is one change of rights."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        person = self.get_object(request, object_id) if object_id else None
        if request.method != "POST" or person is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            hold_units(*units_named(request.POST))
            return self._changed(person, request, object_id, form_url, extra_context)

    def _changed(self, person, request, *asked):
        with rights.changing(person, request=request):
            return super().changeform_view(request, *asked)


def units_named(posted) -> list[Unit]:
    """Those the roles of the form are at."""
    named = [said for name, said in posted.items() if OF_UNIT.fullmatch(name)]
    return list(Unit.objects.filter(pk__in=[said for said in named if said.isdecimal()]))


OF_UNIT = re.compile(r"memberships-\d+-unit")


@admin.register(User)
class PersonAdmin(SaysWhyNot, RightsAreLogged, Administered, UserAdmin):
    """People leave by becoming inactive. Superusers are out of an administrator's sight, and
    service accounts have a page of their own."""

    list_display = ("username", "name", "staff_number", "phone", "email", "is_active")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "name", "staff_number", "phone")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": (*CALLED, "is_active")}),
        (_("Log-in"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": (*CALLED, "password1", "password2")}),)
    form, add_form = PersonForm, NewPersonForm
    add_form_template = None
    change_form_template = "admin/organizations/user/change_form.html"
    inlines = (MembershipInline,)

    def get_queryset(self, request):
        people = super().get_queryset(request).filter(service_since=None)
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def get_fieldsets(self, request, obj=None):
        """How much hangs on somebody is said where something does."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not departures.held_by(obj):
            return fieldsets
        (title, first), *others = fieldsets
        return ((title, {"fields": (*first["fields"], "hands_over")}), *others)

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def save_model(self, request, obj, form, change):
        """Whoever typed the first password knows it, so it is changed at the first log-in."""
        obj.must_change_password = obj.must_change_password or not change
        if change and "email" in form.changed_data:
            obj.pending_email = ""
        super().save_model(request, obj, form, change)
        if not change:
            rights.note_new_person(obj, request=request)
        contact.note_entered(obj, form.changed_data, request=request)

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        person = self.get_object(request, id)
        answer = super().user_change_password(request, id, form_url)
        now = User.objects.filter(pk=person.pk).first() if person else None
        if person and now and now.password_changed_at != person.password_changed_at:
            self._note(now, request)
        return answer

    def _note(self, person: User, request) -> None:
        if person == request.user:
            passwords.note_own_change(person, request=request)
        else:
            passwords.note_reset(person, by=request.user, request=request)
