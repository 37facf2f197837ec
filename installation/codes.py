"""One-time set-up codes: printed by a start, good until the ledger has an administrator."""

import hashlib
import secrets

from installation.models import Installation, SetupCode
from organizations.administrators import administrator_posts
from organizations.models import User

BYTES = 20  # 160 bits: nobody guesses one, however often they may try
MOST_KEPT = 50  # starts whose address still works; each machine prints its own


def is_open() -> bool:
    """True until somebody can administer, or ever could: nobody sets up a ledger twice. A second
    tree beside the first is founded at the server (`found_bureau`)."""
    superusers = User.objects.filter(is_superuser=True)
    return not (
        Installation.objects.exists() or administrator_posts().exists() or superusers.exists()
    )


def issue() -> str:
    """A new code. The earlier ones go on working: another machine may have printed them."""
    code = secrets.token_hex(BYTES)  # one word for a terminal: a double click marks all of it
    SetupCode.objects.create(digest=digest(code))
    newest = SetupCode.objects.order_by("-pk").values_list("pk", flat=True)[:MOST_KEPT]
    SetupCode.objects.exclude(pk__in=list(newest)).delete()
    return code


def was_issued(code: str) -> bool:
    """Was it printed by a start of this service? True also once the ledger is set up."""
    return SetupCode.objects.filter(digest=digest(code)).exists()


def digest(code: str) -> str:
    """A plain hash is enough: what is hashed here has more bits than anybody can try."""
    return hashlib.sha256(code.encode()).hexdigest()
