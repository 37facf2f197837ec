"""What kinds of events are logged, through which door they came, and how they ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    LOGGED_IN = "logged_in", _("Logged in")
    LOGGED_OUT = "logged_out", _("Logged out")
    LOGIN_FAILED = "login_failed", _("Failed log-in")
    LOCKED_OUT = "locked_out", _("Locked out")
    SESSION_ENDED = "session_ended", _("Session ended")
    TOKEN_MADE = "token_made", _("Token made")
    TOKEN_ENDED = "token_ended", _("Token ended")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password set by somebody else")
    ACTIVATION_MADE = "activation_made", _("Activation slip made")
    ACTIVATED = "activated", _("Account activated")
    SECOND_FACTOR_SET_UP = "factor_set_up", _("Second factor set up")
    SECOND_FACTOR_SHOWN = "factor_shown", _("Second factor shown")
    SECOND_FACTOR_FAILED = "factor_failed", _("Wrong second factor")
    SECOND_FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    RECOVERY_CODES_MADE = "recovery_codes_made", _("Recovery codes made")
    PASSWORD_LETTER_ASKED = "password_mailed", _("Password link asked for")
    PASSWORD_BY_MAIL = "password_by_mail", _("Password chosen by a mailed link")
    SERVICE_MADE = "service_made", _("Service account made")
    RIGHTS_CHANGED = "rights_changed", _("Rights changed")
    CONTACT_CHANGED = "contact_changed", _("Contact details changed")
    IDENTITY_BOUND = "identity_bound", _("Account of another service bound")
    IDENTITY_UNBOUND = "identity_unbound", _("Account of another service unbound")
    UNIT_CHANGED = "unit_changed", _("Unit changed")
    REFUSED = "refused", pgettext_lazy("audit", "Refused")
    EXPORTED = "exported", _("Exported")
    PRINTED = "printed", _("Printed")
    PHOTO_VIEWED = "photo_viewed", _("Photo of a major hazard viewed")
    TIPSTER_VIEWED = "tipster_viewed", _("Looked at who tipped")
    IMPORTED = "imported", _("Old ledger imported")
    DISTRICT_LOADED = "district_loaded", _("Units and people loaded")
    SET_UP = "set_up", _("Service set up")
    BACKED_UP = "backed_up", _("Backup made")
    RESTORED = "restored", _("Backup restored")
    EVENTS_REMOVED = "events_removed", _("Old events removed")


class Door(models.TextChoices):
    PAGE = "page", _("Page")
    API = "api", _("API")
    ADMIN = "admin", _("Administration")
    COMMAND = "command", _("Command")


class Result(models.TextChoices):
    DONE = "done", _("Done")
    REFUSED = "refused", pgettext_lazy("audit", "Refused")
    FAILED = "failed", pgettext_lazy("audit", "Failed")


# Kinds whose name says how it ended.
ENDED_BADLY = (Kind.LOGIN_FAILED, Kind.SECOND_FACTOR_FAILED, Kind.LOCKED_OUT, Kind.REFUSED)
