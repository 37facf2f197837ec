"""What is proposed to be told of a hazard: its place without names, and a standard phrase. Nothing
of its description is ever in it: that is written by people who know who was there."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hazards.models import Hazard
from papers.publishing.finding import Names, hidden
from papers.publishing.models import LONGEST_PLACE
from workflow.states import Severity, State

# By the codes of the shipped categories; one a bureau has made itself is told by its own label.
ABOUT = {
    "fire": gettext_noop("fire equipment or escape routes are not as required"),
    "electric": gettext_noop("wiring or use of electricity is not as required"),
    "gas": gettext_noop("gas equipment or its use is not as required"),
    "building": gettext_noop("a building or part of it is damaged"),
    "facility": gettext_noop("a facility or its equipment is damaged"),
    "special_equipment": gettext_noop("special equipment or its inspection is not as required"),
    "lab_chemical": gettext_noop("a laboratory or the keeping of chemicals is not as required"),
    "food": gettext_noop("food or drinking water is not handled as required"),
    "health": gettext_noop("hygiene or disease prevention is not as required"),
    "bus_traffic": gettext_noop("school buses or traffic on the grounds are not as required"),
    "security": gettext_noop("guarding or security equipment is not as required"),
    "surroundings": gettext_noop("there is a danger in the surroundings of the school"),
    "drowning": gettext_noop("protection at the water is not as required"),
    "crowd": gettext_noop("protection against crowding is not as required"),
    "construction": gettext_noop("a building site is not secured as required"),
    "dormitory": gettext_noop("a dormitory is not as required"),
    "weather": gettext_noop("protection against natural disasters is not as required"),
    "management": gettext_noop("rules or their keeping are not as required"),
    "other": gettext_noop("something is not as safety requires"),
}
STANDS = {
    State.REPORTED: gettext_noop("it is being arranged who puts it right"),
    State.ASSIGNED: gettext_noop("it is being put right"),
    State.RECTIFIED: gettext_noop("it was put right and is being checked"),
    State.CLOSED: gettext_noop("it was put right, checked and closed"),
    State.DISMISSED: gettext_noop("it is not in the ledger"),
}


def proposed_place(hazard: Hazard, names: Names) -> str:
    """Names and numbers are hidden; a mask may be longer than what it hides."""
    return hidden(hazard.place, names)[:LONGEST_PLACE]


def proposed_text(hazard: Hazard) -> str:
    """In the language of the office: it is printed."""
    with translation.override(settings.LANGUAGE_CODE):
        about = ABOUT.get(hazard.category.code)
        told = {
            "about": _(about) if about else hazard.category.label,
            "stands": _(STANDS[State(hazard.state)]),
        }
        if hazard.severity == Severity.MAJOR:
            return _("Major hazard: %(about)s; %(stands)s.") % told
        return _("General hazard: %(about)s; %(stands)s.") % told
