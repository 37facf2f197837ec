"""mypy's Django plugin, with one thing told to it: an abstract model may have no manager.

Without this the analysis of `workflow.hazard_law.Lifecycle` never comes to an end.
"""

from django.db.models import Model
from mypy_django_plugin.main import plugin
from mypy_django_plugin.transformers.models import AddDefaultManagerAttribute

__all__ = ["plugin"]

add_default_manager = AddDefaultManagerAttribute.run_with_model_cls


def unless_there_is_none(self: AddDefaultManagerAttribute, model_cls: type[Model]) -> None:
    if model_cls._meta.default_manager is not None:
        add_default_manager(self, model_cls)


AddDefaultManagerAttribute.run_with_model_cls = unless_there_is_none
