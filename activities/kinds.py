"""Which kinds of activities there are, by their keys (handbook, section 8)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A key stands in the records for good; its words may change.
KINDS: dict[str, str | Promise] = {
    "launch": _("Launch"),
    "study_group": _("Study of the leading group"),
    "online_class": _("Online class"),
    "outreach": _("Outreach in schools"),
}
