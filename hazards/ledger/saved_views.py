"""Saved views: the ledger's filters under a name. A preference and no record, so it can go."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hazards.ledger.filters import HazardFilter
from organizations import scope
from organizations.models import Unit

HOW_SHOWN = ("ordering",)  # kept beside the filters; a page number is not


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user):
        """One's own, and those shared with a unit one holds a role at."""
        units = [post.unit_id for post in scope.posts(user)]
        return self.filter(Q(owner=user.pk) | Q(shared_with__in=units))

    def owned_by(self, user):
        return self.filter(owner=user.pk)


class SavedView(models.Model):
    """`query` is the address's part after the question mark, with known filters only. One that
    has grown old is as harmless as an old bookmark: the ledger says what it cannot understand."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    shared_with = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shared with"),
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        db_table = "reports_savedview"  # where it stood before it came to the ledger
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asks(self) -> QueryDict:
        return QueryDict(self.query)


def kept_of(query: str) -> str:
    """What of an address is worth keeping: known filters that say something, and the order."""
    asked, kept = QueryDict(query), QueryDict(mutable=True)
    for name in sorted(asked):
        said = [value for value in asked.getlist(name) if value and "\x00" not in value]
        if said and (name in HazardFilter.base_filters or name in HOW_SHOWN):
            kept.setlist(name, said)
    return kept.urlencode()
