"""Who may enter the administrators' tables, and what can be done in all of them."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminEmailInputWidget, AdminTextInputWidget
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from organizations import scope
from organizations.models import Role, Unit
from organizations.people import Person
from texts.fields import Line


def administers(user: Person) -> bool:
    """Administrators of the bureau, by their role; whoever installed the service, by the flag."""
    if user.is_active and user.is_superuser:
        return True
    posts = scope.posts(user)
    return any((p.role, p.kind) == (Role.ADMINISTRATOR, Unit.Kind.BUREAU) for p in posts)


def administers_unit(user: Person, unit: Unit) -> bool:
    """Administrators look after their own part of the tree: the unit of their role and below."""
    return bool(user.is_active and user.is_superuser) or scope.holds(
        user, Role.ADMINISTRATOR, over=unit
    )


def administers_place_of(user: Person, unit: Unit) -> bool:
    """What changes a unit's place in the tree is for whoever looks after the level above."""
    return unit.parent is not None and administers_unit(user, unit.parent)


def administers_some(user: Person) -> bool:
    """Does any part of the tree lie with this person?"""
    held = any(post.role == Role.ADMINISTRATOR for post in scope.posts(user))
    return bool(user.is_active and user.is_superuser) or held


def administered_units(user: Person) -> QuerySet[Unit]:
    if user.is_active and user.is_superuser:
        return Unit.objects.all()
    return scope.units_reached_by(user, Role.ADMINISTRATOR)


class Site(admin.AdminSite):
    """Entered through the one login page, so that its limits hold here as well."""

    site_title = _("Hazard Ledger")
    site_header = _("Hazard Ledger: administration")
    index_title = _("Tables")
    site_url = "/"
    enable_nav_sidebar = False
    empty_value_display = "—"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Other people's tables (tokens, groups, jobs) do not ask for a role: they stay out."""
        if admin_class and issubclass(admin_class, Administered):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", ""), resolve_url(settings.LOGIN_URL))


class Administered(admin.ModelAdmin):
    """A table administrators may add to and change. Nothing in it is ever deleted."""

    formfield_overrides = {
        models.EmailField: {"widget": AdminEmailInputWidget},
        models.CharField: {"form_class": Line},
        models.TextField: {"form_class": Line},
        models.SlugField: {"widget": AdminTextInputWidget},  # has a form field of its own
    }

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SaysWhyNot(admin.ModelAdmin):
    """What is refused after the form was read (ValidationError) is said on the form's own page;
    nothing of it is saved."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            list(messages.get_messages(request))  # that it was saved is not true any more
            for sentence in refusal.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(request.get_full_path())


class Kept(Administered):
    """A table of the ledger: to be read here, and written by its services alone."""

    actions = None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        left_out = self.exclude or ()
        return tuple(field.name for field in self.opts.fields if field.name not in left_out)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Also those no form would show, such as the state."""
        return self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
