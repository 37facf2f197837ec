"""How a hazard comes to be: somebody reports it, or a row of an old ledger is brought in."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from workflow import needs, policy
from workflow.declarations import hazard_fields as f
from workflow.declarations.moves import Beginning, Tell, by_name

REPORT = Beginning(
    name="report",
    label=_("Report"),
    who=policy.may_report_for,
    needs=(needs.BEFORE_PHOTO, needs.CLAUSE),
    fields=(f.BEFORE_PHOTOS,),
    tells=(
        Tell("expected", gettext_noop("%(by)s reported “%(title)s”; it waits to be assigned.")),
    ),
)
# A row of an old ledger comes without a photo: its history says that it was brought in. Of
# thousands of rows one message a unit is enough, which the import sends.
BRING_IN = Beginning(
    name="bring_in",
    label=_("Import from an old ledger"),
    who=policy.may_report_for,
    needs=(needs.CLAUSE,),
)
BEGINNINGS = by_name(REPORT, BRING_IN)
