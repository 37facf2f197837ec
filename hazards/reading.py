"""What a page of one hazard shows beside its own row: no more is asked for than there is."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from hazards.models import Hazard, Photo

# The kinds of rows that may stand beside a hazard, with what is read along with each.
BESIDE = {
    "extensions": ("requested_by", "decided_by"),
    "supervisions": (),
    "interim_controls": ("recorded_by",),
    "transfers": ("from_unit", "to_unit"),
}


def read_beside(hazard: Hazard) -> None:
    """Photos with who took them, and the rows beside it; of a hazard read `with_beside` no kind is
    asked for that it has none of."""
    wanted: list[Any] = [Prefetch("photos", Photo.objects.select_related("uploaded_by"))]
    nothing: dict[str, Any] = {}
    for link, along in BESIDE.items():
        rows: Any = Hazard._meta.get_field(link).related_model
        if getattr(hazard, f"has_{link}", True):
            wanted.append(Prefetch(link, rows.objects.select_related(*along)))
        else:
            nothing[link] = rows.objects.none()
    prefetch_related_objects([hazard], *wanted)
    vars(hazard)["_prefetched_objects_cache"] |= nothing
