"""What other units of the same kind handed in to the same campaign."""

import uuid
from collections.abc import Collection
from typing import Any, NamedTuple

from returns.models.returns import Return


class Peer(NamedTuple):
    """`parts` are its figures as they go up the tree; of a number, the number itself."""

    return_id: uuid.UUID
    parts: dict[str, Any]


Peers = dict[tuple[int, str], list[Peer]]


def peers_of(returns: Collection[Return], user) -> Peers:
    """By campaign and kind of unit, as far as the user may see them; one query for all. Whoever
    sees one unit alone is shown no measure of the others."""
    seen = (
        Return.objects.visible_to(user)
        .counted()
        .filter(
            campaign__in={one.campaign_id for one in returns},
            unit__kind__in={one.unit.kind for one in returns},
        )
    )
    rows = seen.order_by("unit__code").values_list(
        "campaign", "unit__kind", "pk", "submission__parts"
    )
    found: Peers = {}
    for campaign, kind, pk, parts in rows:
        found.setdefault((campaign, kind), []).append(Peer(pk, parts))
    return found


def besides(one: Return, peers: Peers) -> list[Peer]:
    same = peers.get((one.campaign_id, one.unit.kind), [])
    return [peer for peer in same if peer.return_id != one.pk]
