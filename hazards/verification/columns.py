"""Which columns of a hazard and of what stands beside it no history leads to, and why.

Every other column is compared; a new one is, as soon as there is one.
"""

from django.db import models

from hazards.models.beside_the_state import Extension, InterimControl, Supervision
from hazards.models.evidence import Photo
from hazards.models.hazard import Hazard
from hazards.models.transfers import Transfer

OWN_KEY = "a key of its own, by which no line of history names it"
OF_THE_FILE = "told by the file that was sent, which is not kept; the history names its digest"
OF_THE_CAMERA = "for officers and auditors alone, so no line of history that others read says it"

NOT_COMPARED: dict[type[models.Model], dict[str, str]] = {
    Hazard: {
        "id": "the key its history hangs on; the digest of each line covers it",
        "searchable": "made of other columns alone; `check_search` compares it with them",
    },
    Extension: {"id": OWN_KEY},
    InterimControl: {"id": OWN_KEY},
    Supervision: {"id": OWN_KEY},
    Transfer: {"id": OWN_KEY},
    Photo: {
        "id": "the key the history names it by",
        **dict.fromkeys(("byte_size", "format", "width", "height"), OF_THE_FILE),
        **dict.fromkeys(("taken_at", "latitude", "longitude", "camera"), OF_THE_CAMERA),
        "uploaded_at": "before it was evidence of anything",
    },
}
# Lines that earlier versions wrote do not say these. What a line does not say is not compared.
SAID_SINCE = ("number", "was_found_by_bureau", "report_digest")
DIGESTS_SAID_SINCE = ("display_sha256", "thumb_sha256")
