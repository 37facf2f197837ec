"""Where else a photo may have its place than with a hazard.

An upload is nobody's until something names it; from then on it is no longer free to be evidence of
anything. A room above that binds photos to records of its own says so here, in its
AppConfig.ready, so that nothing is imported upwards.
"""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

PLACES: list[str] = []


def declare(model: str) -> None:
    """`model` is the label of a model whose rows each name a `photo`."""
    if model not in PLACES:
        PLACES.append(model)


def is_bound() -> Q:
    """The photos some record of another room has, inside a query about photos."""
    bound = Q()
    for model in PLACES:
        rows = apps.get_model(model)._default_manager.filter(photo=OuterRef("pk"))
        bound |= Q(Exists(rows.order_by()))
    return bound
