"""Keeping, renaming and forgetting the views of the ledger somebody saved."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hazards.ledger.saved_views import SavedView, kept_of
from organizations import scope
from organizations.models import Unit, User
from texts.writing import as_entered
from workflow import policy
from workflow.errors import Lack, NotPermitted, NotPossible, SomethingMissing

MOST = 30  # of one person: chips above a list, not an archive
NAME = Lack("name", gettext_lazy("a name"))


@transaction.atomic
def save_view(
    *, by, name: str = "", query: str = "", shared_with: Unit | None = None
) -> tuple[SavedView, bool]:
    """Keep the filters of `query` under `name`, in place of one's own view of that name; True
    beside it when it is new. Sharing it is for those who may assign at the unit."""
    User.objects.select_for_update().get(pk=by.pk)  # of two at once the second finds the first
    mine = SavedView.objects.owned_by(by)
    name = _named(name)
    if shared_with and not scope.holds(by, *policy.DIRECTING, over=shared_with):
        raise NotPermitted(_("Only an officer or auditor shares a view with a unit."))
    if mine.exclude(name=name).count() >= MOST:
        raise NotPossible(_("You have saved as many views as fit; forget one first."))
    told = {"query": kept_of(query), "shared_with": shared_with}
    return SavedView.objects.update_or_create(told, owner=by, name=name)


@transaction.atomic
def rename_view(view: SavedView, *, by, name: str = "") -> SavedView:
    _require_own(view, by)
    view.name = _named(name)
    if SavedView.objects.owned_by(by).filter(name=view.name).exclude(pk=view.pk).exists():
        raise NotPossible(_("You have a view of this name already."))
    view.save(update_fields=["name"])
    return view


def forget_view(view: SavedView, *, by) -> None:
    _require_own(view, by)
    view.delete()


def _named(name: str) -> str:
    if not (kept := as_entered(name)):
        raise SomethingMissing([NAME])
    return kept


def _require_own(view: SavedView, by) -> None:
    if view.owner_id != by.pk:
        raise NotPermitted(_("This view is somebody else’s."))
