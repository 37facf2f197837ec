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


def is_installer(user: Person) -> bool:
    """Whoever installed the service, by the flag: of every tree there is."""
    return bool(user.is_active and user.is_superuser)


def administers(user: Person) -> bool:
    """Administrators of a root, by their role, and whoever installed the service: they keep what
    all units of an installation share, such as categories, clauses and forms."""
    if is_installer(user):
        return True
    posts = scope.posts(user)
    return any(p.role == Role.ADMINISTRATOR and p.is_at_a_root for p in posts)


def administers_everything(user: Person) -> bool:
    """Administrators of the only root there is. Where trees stand side by side, those of one learn
    nothing of the others, and what no tree has is for whoever installed the service."""
    return is_installer(user) or administers(user) and scope.reaches_everything(user)


def administers_authority(user: Person) -> bool:
    """Administrators of a bureau, whether a city stands above it or not: of a whole district."""
    posts = scope.posts(user)
    held = any(p.role == Role.ADMINISTRATOR and p.is_at_an_authority for p in posts)
    return is_installer(user) or held


def root_looked_after_by(user: Person) -> Unit | None:
    """The one whose administrator somebody is; of who installed the service the first one."""
    if is_installer(user):
        return Unit.objects.roots().first()
    held = [p.unit_id for p in scope.posts(user) if p.role == Role.ADMINISTRATOR and p.is_at_a_root]
    return Unit.objects.get(pk=held[-1]) if held else None


def administers_unit(user: Person, unit: Unit) -> bool:
    """Administrators look after their own part of the tree: the unit of their role and below."""
    return is_installer(user) or scope.holds(user, Role.ADMINISTRATOR, over=unit)


def administers_place_of(user: Person, unit: Unit) -> bool:
    """What changes a unit's place in the tree is for whoever looks after the level above."""
    return unit.parent is not None and administers_unit(user, unit.parent)


def administers_some(user: Person) -> bool:
    """Does any part of the tree lie with this person?"""
    held = any(post.role == Role.ADMINISTRATOR for post in scope.posts(user))
    return is_installer(user) or held


def administered_units(user: Person) -> QuerySet[Unit]:
    if is_installer(user):
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
        if admin_class and issubclass(admin_class, Reference):
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


class Reference(admin.ModelAdmin):
    """A table all units of the installation share, which administrators of a root may add to and
    change. Nothing in it is ever deleted."""

    formfield_overrides = {
        models.EmailField: {"widget": AdminEmailInputWidget},
        models.CharField: {"form_class": Line},
        models.TextField: {"form_class": Line},
        models.SlugField: {"widget": AdminTextInputWidget},  # has a form field of its own
    }

    opens_to = staticmethod(administers)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.opens_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.opens_to(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.opens_to(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.opens_to(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """It names who changed a row: somebody of another tree, perhaps."""
        if not administers_everything(request.user):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


class Administered(Reference):
    """A table of units, people or records, which says of no row whose it is: for those who look
    after every tree there is."""

    opens_to = staticmethod(administers_everything)


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
