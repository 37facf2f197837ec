"""Units: the tree of who reports to whom, with its past."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STEP = 8  # digits each level adds to a path; digits alone sort the same under every collation


def path_after(path: str) -> str:
    """The first path of the same length that is not below `path`: the open end of its range."""
    return str(int(path) + 1).zfill(len(path))


def below(path: str, field: str = "path") -> Q:
    """A unit and everything under it, as a range, because SQLite cannot index `startswith`."""
    return Q(**{f"{field}__gte": path, f"{field}__lt": path_after(path)})


def below_unit(pk: int) -> Q:
    """The same of a unit by its key, wherever it stands when the statement is run."""
    here = Subquery(Unit.objects.filter(pk=pk).order_by().values("path"))
    # A path that ends in digits alone has the same place in every collation.
    last = Concat(here, Value("9" * (STEP + 1)))
    return Q(path__gte=here, path__lte=last)


def lineage(path: str) -> list[str]:
    """The paths of all units above and of the unit itself, from the top."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def may_report_to(kind: str, upper: str) -> bool:
    """May a unit of `kind` report to one of the kind `upper`?"""
    return upper in REPORTS_TO[Unit.Kind(kind)]


def takes_units(kind: str) -> bool:
    """May anything report to a unit of `kind`?"""
    return any(kind in uppers for uppers in REPORTS_TO.values())


def rank(kind: str) -> int:
    """How many levels there can be above a unit of `kind`: founded in this order, each finds the
    one it reports to."""
    return max((rank(upper) + 1 for upper in REPORTS_TO[Unit.Kind(kind)]), default=0)


class UnitQuerySet(models.QuerySet["Unit"]):
    def below(self, unit: "Unit", on: date | None = None) -> "UnitQuerySet":
        """`unit` and all units under it: in today's tree, or in the tree of the day `on`."""
        if on is None:
            return self.filter(below(unit.path))
        then = Placement.objects.on(on)
        here = then.filter(unit=unit).values_list("path", flat=True).first()
        return self.filter(pk__in=then.filter(below(here)).values("unit")) if here else self.none()

    def roots(self) -> "UnitQuerySet":
        """The units that report to nobody, each with a tree of its own; the first founded first."""
        return self.filter(parent=None).order_by("pk")

    def only_root(self) -> "Unit | None":
        """The unit all others stand under; None where there is none, or where there are several,
        for then nobody may be told of one who belongs to another."""
        first = list(self.roots()[:2])
        return first[0] if len(first) == 1 else None

    def in_order(self) -> "UnitQuerySet":
        return self.order_by("code")


class Unit(models.Model):
    """A province, a city, a bureau, a central school, a school or a direct unit.

    `parent` and `path` are today's; the dated past stands in `Placement`. Only
    `organizations.services` writes them.
    """

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Provincial education department")
        CITY = "city", _("City education bureau")
        BUREAU = "bureau", _("Education bureau")
        CENTRAL_SCHOOL = "central_school", _("Central school")
        SCHOOL = "school", _("School")
        TEACHING_POINT = "teaching_point", _("Teaching point")
        KINDERGARTEN = "kindergarten", _("Kindergarten")
        DIRECT_UNIT = "direct_unit", _("Direct unit")

    code = models.CharField(_("code"), max_length=16, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="children",
        verbose_name=_("reports to"),
    )
    path = models.CharField(max_length=96, editable=False, db_index=True, default="")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # The unit that took its place when it was closed; what was open went there with its people.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_units",
        verbose_name=_("merged into"),
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name

    @property
    def is_authority(self) -> bool:
        return self.kind in AUTHORITIES

    @property
    def holds_all(self) -> bool:
        """Does every unit there is stand under this one?"""
        others = Unit.objects.filter(parent=None).exclude(pk=self.pk)
        return self.parent_id is None and not others.exists()

    def clean(self) -> None:
        """From its closing on a unit's own people reach nothing, so it is not closed ahead."""
        if self.closed_on and self.closed_on > timezone.localdate():
            sentence = _("A closing is entered on its day or later, not ahead of it.")
            raise ValidationError({"closed_on": sentence})


# They supervise schools and are none: an auditor is at one, and one alone may report to nobody. On
# the way up from a unit there is at most one of each of these kinds.
AUTHORITIES = (Unit.Kind.BUREAU, Unit.Kind.CITY, Unit.Kind.PROVINCE)
ABOVE_DISTRICTS = (Unit.Kind.CITY, Unit.Kind.PROVINCE)

# Which kinds a unit of each kind may report to: the order of the whole tree, said here alone.
# Schools report to central schools, or straight to the bureau where a town has none; a city and a
# province have direct units of their own.
_OF_A_BUREAU = (Unit.Kind.BUREAU, Unit.Kind.CENTRAL_SCHOOL)
REPORTS_TO: dict[Unit.Kind, tuple[Unit.Kind, ...]] = {
    Unit.Kind.PROVINCE: (),
    Unit.Kind.CITY: (Unit.Kind.PROVINCE,),
    Unit.Kind.BUREAU: (Unit.Kind.CITY, Unit.Kind.PROVINCE),
    Unit.Kind.CENTRAL_SCHOOL: (Unit.Kind.BUREAU,),
    Unit.Kind.DIRECT_UNIT: AUTHORITIES,
    Unit.Kind.SCHOOL: _OF_A_BUREAU,
    Unit.Kind.TEACHING_POINT: _OF_A_BUREAU,
    Unit.Kind.KINDERGARTEN: _OF_A_BUREAU,
}


class OtherName(models.Model):
    """What a unit is called besides its name: what it was called up to, not including, `until`,
    what people call it for short, or what a unit was called that was merged into it on `until`.
    It is found under these as well."""

    class Kind(models.TextChoices):
        FORMER = "former", _("former name")
        SHORT = "short", _("short name")
        MERGED = "merged", _("name of a unit merged into it")

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="other_names", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "until", "name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [  # a unit may be given back a name it had before
            models.UniqueConstraint(
                fields=["unit", "kind", "name", "until"], name="one_other_name_a_day"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "name"],
                condition=Q(until=None),
                name="one_other_name_for_good",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlacementQuerySet(models.QuerySet["Placement"]):
    def on(self, day: date) -> "PlacementQuerySet":
        return self.filter(since__lte=day, until__gt=day)


class Placement(models.Model):
    """Where a unit stood in the tree from `since` up to, not including, `until`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=96)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), default=date.max)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["since"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.UniqueConstraint(fields=["unit", "since"], name="one_placement_a_day"),
            models.CheckConstraint(
                condition=Q(since__lt=models.F("until")), name="since_before_until"
            ),
        ]
        indexes = [models.Index(fields=["path", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.unit} ← {self.parent} ({self.since})"
