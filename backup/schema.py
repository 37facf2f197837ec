"""The tables as the migrations that have been applied made them, also those of an older version."""

from collections.abc import Iterable

from django.apps.registry import Apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from backup.errors import CannotGoOn

Model = type[models.Model]
Applied = list[tuple[str, str]]

# A session's key opens the service to whoever holds it: no copy of it leaves the house.
LEFT_OUT = {"django_session", "accounts_session"}
UNREACHABLE = "The database cannot be reached: {error}"


def executor_of(connection: BaseDatabaseWrapper) -> MigrationExecutor:
    try:
        return MigrationExecutor(connection)
    except OperationalError as error:
        raise CannotGoOn(UNREACHABLE.format(error=error)) from error


def applied_to(connection: BaseDatabaseWrapper) -> Applied:
    """Which migrations have been applied, sorted by app and name."""
    return sorted(executor_of(connection).loader.applied_migrations)


def unknown_of(connection: BaseDatabaseWrapper, applied: Iterable[tuple[str, str]]) -> Applied:
    """Those this version of the code does not have, of apps that it does have."""
    loader = executor_of(connection).loader
    return [
        one for one in applied if one[0] in loader.migrated_apps and one not in loader.graph.nodes
    ]


def apps_at(connection: BaseDatabaseWrapper, applied: Iterable[tuple[str, str]]) -> Apps:
    """The models as they were right after these migrations; apps that are gone are left out."""
    loader = executor_of(connection).loader
    return loader.project_state([one for one in applied if one in loader.graph.nodes]).apps


def tables_of(apps: Apps) -> list[Model]:
    """The models that have a table of their own, each after those it points to where it can be."""
    found = {
        str(model._meta.db_table): model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    }
    return in_order({name: model for name, model in found.items() if name not in LEFT_OUT})


def in_order(tables: dict[str, Model]) -> list[Model]:
    """Alphabetically, but a table comes after those its foreign keys point to."""
    ordered: dict[str, Model] = {}

    def visit(name: str, under_way: frozenset[str]) -> None:
        if name in ordered or name in under_way or name not in tables:
            return
        for field in tables[name]._meta.local_fields:
            if isinstance(field, models.ForeignKey):
                visit(str(field.remote_field.model._meta.db_table), under_way | {name})
        ordered[name] = tables[name]

    for name in sorted(tables):
        visit(name, frozenset())
    return list(ordered.values())


def build(connection: BaseDatabaseWrapper, applied: Applied) -> None:
    """Make the tables as these migrations made them; later ones are left for afterwards."""
    executor = executor_of(connection)
    graph = executor.loader.graph
    wanted = {one for one in applied if one in graph.nodes}

    def goes_on(one: tuple[str, str]) -> bool:
        after = {child.key for child in graph.node_map[one].children}
        return any(app == one[0] for app, _name in after & wanted)

    # Only the last of each app: naming one before it would mean going back to it.
    executor.migrate(sorted(one for one in wanted if not goes_on(one)))
