"""Offers of a hazard to the unit it turns out to belong to, and what became of them."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from hazards.ledger.query_hints import among
from hazards.models.beside_the_state import actor
from hazards.models.hazard import Hazard
from organizations import scope
from organizations.models import Unit
from organizations.scope import Among
from records.permanence import Permanent, Undeletable
from workflow import policy, turns
from workflow.actions import MAY_CHANGE_HANDS
from workflow.turns import queries


def unit_of(label) -> models.ForeignKey:
    return models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=label)


class TransferQuerySet(Undeletable):
    def visible_to(self, user):
        """Those of hazards in sight, and the letters to and from the units a person directs."""
        seen = Hazard.objects.filter(policy.visible_to(user))
        return self.filter(Q(hazard__in=seen) | policy.letters_visible_to(user))

    def told_to(self, user):
        """Those in sight, and for as long as they hold any role those that took from somebody what
        was theirs to repair: they are told that it is not, and do not see the letter."""
        relieved = Q(relieved=user.pk) if scope.posts(user) else Q(pk__in=[])
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | relieved)

    def open(self):
        """Offered and not answered yet."""
        return self.filter(decision=Transfer.Decision.OFFERED)

    def waiting_for(self, user):
        """Those `user` is to answer."""
        mine = queries.expected(user, turns.OFFER)
        # Found first, and no bare column: a database would rather begin with all hazards of such a
        # state.
        offers: Any = self.model._default_manager.all()
        offered = Among(F("pk"), Subquery(offers.open().order_by().values("pk")))
        possible = self.filter(offered, among("hazard__state", MAY_CHANGE_HANDS))
        return possible.filter(mine)

    def since(self, at: datetime):
        """Those by which a hazard changed hands after the moment `at`."""
        return self.filter(decision=Transfer.Decision.ACCEPTED, decided_at__gt=at)

    def first_of_each(self):
        """Of several of one hazard the first: its `from_unit` is whose it was before."""
        earlier = self.filter(hazard=OuterRef("hazard"), decided_at__lt=OuterRef("decided_at"))
        return self.filter(~Exists(earlier))

    def for_reading(self):
        people = ("offered_by", "decided_by", "relieved")
        kinds = ("hazard__unit", "hazard__category", "hazard__clause", "hazard__responsible")
        return self.select_related(*people, *kinds, "from_unit", "to_unit", "hazard__reporter")


class Transfer(Permanent):
    """One offer. Nothing about the hazard changes until somebody of the receiving unit accepts."""

    class Decision(models.TextChoices):
        OFFERED = "offered", _("Offered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="transfers")
    from_unit = unit_of(_("from"))
    to_unit = unit_of(_("to"))
    reason = models.TextField(_("reason"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.OFFERED
    )
    offered_by = actor(_("offered by"))
    offered_at = models.DateTimeField(_("offered at"))
    decided_by = actor(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    relieved = actor(_("responsible until then"))

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["offered_at"]
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = [
            models.UniqueConstraint(
                fields=["hazard"], condition=Q(decision="offered"), name="one_offer_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="to_another_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.hazard} {self.from_unit} → {self.to_unit}"

    @property
    def is_open(self) -> bool:
        return self.decision == self.Decision.OFFERED

    def shows_the_case_to(self, user) -> bool:
        """While it is open its receivers read the case: nobody takes over what they cannot see."""
        if self.is_open and policy.reads_offers_to(self.to_unit, user):
            return True
        return Hazard.objects.visible_to(user).filter(pk=self.hazard_id).exists()
