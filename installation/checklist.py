"""开通清单: what is needed before the schools can work, each step seen in the records."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hazards.models import Category, Clause
from installation import backups, public_address
from installation import mail as letters
from installation.models import Confirmation, Installation
from installation.staffing import Staffing
from notifications.mail import answers
from organizations.administration import root_looked_after_by
from organizations.models import Unit
from organizations.people import Person
from papers import letterheads
from papers.models import Letterhead
from returns.models import Campaign
from workflow.deadlines import USUAL_DAYS
from workflow.states import Severity


class State(NamedTuple):
    """`note` says how far it is; `at` when it was done, where a record tells."""

    is_done: bool
    note: str
    at: datetime | None = None


class Step(NamedTuple):
    """`is_told` where only a person can say that it is done."""

    code: str
    label: str
    state: State
    is_told: bool = False
    is_next: bool = False


class Checklist:
    """The steps in their order, of one tree, read in a handful of queries however large the ledger.
    `bureau` is its root; address, mail and backup are those of the installation."""

    def __init__(self, installation: Installation, bureau: Unit) -> None:
        self.installation, self.bureau = installation, bureau
        self.units = Unit.objects.below(bureau)
        self.told = {one.step: one for one in Confirmation.objects.all()}
        steps = [self._step(code) for code in STEPS]
        first = next((step.code for step in steps if not step.state.is_done), None)
        self.steps = [step._replace(is_next=step.code == first) for step in steps]

    def _step(self, code: str) -> Step:
        label, state = STEPS[code]
        return Step(code, str(label), state(self), is_told=can_be_told(code))

    @property
    def done(self) -> int:
        return sum(step.state.is_done for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if step.is_next), None)

    def confirmed(self, step: str, note: str) -> State:
        told = self.told.get(step)
        return State(told is not None, note, told.at if told else None)


def named_bureau(of: Checklist) -> State:
    address = of.installation.public_address
    if not address:
        said = _("No public address is named: links take the address somebody asked at.")
    elif not public_address.is_answered(address):
        said = _("%(address)s is not among ALLOWED_HOSTS: the service does not answer to it yet.")
    else:
        said = "%(address)s"
    note = f"{of.bureau.name} · {said % {'address': address}}"
    return State(True, note, of.installation.set_up_at)


def units(of: Checklist) -> State:
    below = of.units.filter(closed_on=None).exclude(parent=None).order_by()
    kinds = dict(below.values_list("kind").annotate(n=Count("pk")))
    labels = dict(Unit.Kind.choices)
    n = sum(kinds.values())
    if not n:
        return State(False, _("Central schools and direct units first, then the schools below."))
    by_kind = [f"{labels[kind]} {kinds[kind]}" for kind in labels if kind in kinds]
    return State(True, _(", ").join(by_kind))


def people(of: Checklist) -> State:
    staffing = Staffing(of.bureau)
    return State(staffing.is_complete, staffing.sentence)


def heads(of: Checklist) -> State:
    own = letterheads.of(of.bureau)
    n = Letterhead.objects.filter(unit__in=of.units).exclude(unit=of.bureau).count()
    if not (own.contact and own.phone):
        return State(False, _("Notices name nobody to ask: enter the bureau's contact and phone."))
    borrowed = ngettext(
        "%(n)s unit says its own, the others borrow these.",
        "%(n)s units say their own, the others borrow these.",
        n,
    )
    note = borrowed % {"n": n} if n else _("Every unit borrows these until it says its own.")
    return State(True, f"{own.contact} {own.phone} · {note}")


def categories(of: Checklist) -> State:
    told = {
        "n": Category.objects.current().count(),
        "m": Clause.objects.current().count(),
        "left": Clause.objects.current().filter(is_complete=False).count(),
    }
    note = _(
        "%(n)s categories and %(m)s clauses; %(left)s of them wait for the bureau's own wording."
    )
    return of.confirmed("categories", note % told)


def deadlines(of: Checklist) -> State:
    told = {"general": USUAL_DAYS[Severity.GENERAL], "major": USUAL_DAYS[Severity.MAJOR]}
    note = _(
        "Proposed at each assignment: general %(general)s days, major %(major)s days; "
        "whoever assigns may change it."
    )
    return of.confirmed("deadlines", note % told)


def mail(of: Checklist) -> State:
    if not answers.is_on():
        note = _("No mail server is set (EMAIL_HOST): the inbox is the only delivery.")
        return of.confirmed(letters.STEP, note)
    tested = of.told.get(letters.TESTED)
    note = _("The last test letter was taken.") if tested else _("Set, and not tested yet.")
    if not of.installation.public_address:
        note = " ".join((note, _("Letters carry no link until a public address is named.")))
    return State(tested is not None, note, tested.at if tested else None)


def first_campaign(of: Checklist) -> State:
    opened = Campaign.objects.filter(unit__in=of.units)
    first = opened.order_by("opened_at", "pk").first()
    if first is None:
        return State(False, _("An auditor of the bureau opens it under Returns."))
    return State(True, first.title, first.opened_at)


def backup(of: Checklist) -> State:
    last = backups.last_backup()
    if last is None:
        return State(False, _("None yet. On the machine: make backup TO=…, daily by its clock."))
    if not backups.is_fresh(last):
        return State(False, _("The last one is old: %(what)s.") % {"what": last.what}, last.at)
    return State(True, last.what, last.at)


STEPS: dict[str, tuple[object, Callable[[Checklist], State]]] = {
    "bureau": (gettext_lazy("Name, contact and address of the bureau"), named_bureau),
    "units": (gettext_lazy("Enter the units"), units),
    "people": (gettext_lazy("Enter the people and their roles"), people),
    "letterheads": (gettext_lazy("Contact and phone on notices"), heads),
    "categories": (gettext_lazy("Look through categories and clauses"), categories),
    "deadlines": (gettext_lazy("Know the usual deadlines"), deadlines),
    "mail": (gettext_lazy("Mail"), mail),
    "campaign": (gettext_lazy("Open the first campaign"), first_campaign),
    "backup": (gettext_lazy("Take a backup"), backup),
}
TOLD = ("categories", "deadlines", "mail")


def can_be_told(code: str) -> bool:
    """A mail server that is set is tested instead."""
    return code in TOLD and not (code == "mail" and answers.is_on())


def checklist(root: Unit | None = None) -> Checklist | None:
    """Of one tree, else of the first. None where nothing was set up here: an older ledger, or one
    filled by hand."""
    installation = Installation.objects.first()
    root = root or Unit.objects.roots().first()
    return Checklist(installation, root) if installation and root else None


def waiting_checklist(user: Person) -> Checklist | None:
    """What stands on 待办 of an administrator: until all of it is done, or it was put away."""
    installation = Installation.objects.first()
    if installation is None or installation.checklist_put_away_at:
        return None
    shown = checklist(root_looked_after_by(user))
    return None if shown is None or shown.is_done else shown
