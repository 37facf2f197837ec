"""What the law of a hazard reads and writes: the columns of its row."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin

from workflow.deadlines import HELD_DAYS
from workflow.declarations.moves import person
from workflow.states import Outcome, Severity, State


class HazardColumns(FSMModelMixin, models.Model):
    """The fields the law reads and writes. `category` and `clause` are added by `hazards`."""

    category: Any
    clause: Any

    state = FSMField(
        _("state"),
        choices=State.choices,
        default=State.REPORTED,
        protected=True,
        editable=False,
    )
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.GENERAL
    )
    unit = models.ForeignKey(
        "organizations.Unit", models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    was_found_by_bureau = models.BooleanField(_("found by the bureau"), default=False)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reporter")
    )
    reported_at = models.DateTimeField(_("reported at"))
    entered_at = models.DateTimeField(_("in its state since"), editable=False)

    responsible = person(_("responsible person"))
    assigned_at = models.DateTimeField(_("assigned at"), null=True, blank=True)
    measures = models.TextField(_("measures"), blank=True)
    funds = models.DecimalField(
        _("funds planned (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    contingency = models.TextField(_("contingency plan"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    original_due_on = models.DateField(_("original deadline"), null=True, blank=True)

    attempts = models.PositiveSmallIntegerField(_("attempt"), default=1)
    rectified_by = person(_("rectified by"))
    rectified_for = person(_("rectified for"))
    rectified_at = models.DateTimeField(_("rectified at"), null=True, blank=True)
    measures_taken = models.TextField(_("what was done"), blank=True)
    funds_spent = models.DecimalField(
        _("funds spent (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    closed_by = person(_("closed by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    first_closed_on = models.DateField(_("first closed on"), null=True, blank=True)
    fell_back_on = models.DateField(_("closed on, without holding"), null=True, blank=True)

    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    dismissed_at = models.DateTimeField(_("dismissed at"), null=True, blank=True)
    duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("duplicate of"),
    )
    transferred_to = models.CharField(_("transferred to"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def is_major(self) -> bool:
        return self.severity == Severity.MAJOR

    def _set_deadline(self, due_on: date) -> None:
        """The first deadline a hazard ever gets is its original one, for good."""
        self.due_on = due_on
        self.original_due_on = self.original_due_on or due_on

    def _judge_the_closure(self, closed_on: date, reopened_on: date) -> None:
        """Of several closures that did not hold, the first one counts."""
        if (reopened_on - closed_on).days <= HELD_DAYS:
            self.fell_back_on = self.fell_back_on or closed_on

    def _show_the_fix(self, by: Any, at: datetime, measures_taken: str, funds_spent: Any) -> None:
        self.rectified_by, self.rectified_at = by, at
        self.measures_taken, self.funds_spent = measures_taken, funds_spent or 0

    def _start_another_attempt(self) -> None:
        """Whoever fixed it on the spot answers for it until somebody is named."""
        self.responsible = self.responsible or self.rectified_by
        self.attempts += 1
        self.rectified_by = self.rectified_for = self.rectified_at = None
