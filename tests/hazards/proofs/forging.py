"""What somebody at the database's own prompt does, past services, triggers and chain."""

from collections.abc import Callable
from typing import Any

from django.db import connection, models
from django.utils import translation

from hazards import services
from hazards.models import Hazard, HistoryEntry
from hazards.verification.ledger import fault_of
from records.chain import START
from tests.cast import Cast

NEVER = ("hazards_historyentry_append_only", "hazards_historyentry_no_delete")


def alter(statement: str, *values: Any) -> None:
    """With the triggers out of the way."""
    with connection.cursor() as cursor:
        for trigger in (*NEVER, "hazards_hazard_no_delete", "hazards_photo_no_delete"):
            table = trigger.rsplit("_", 2)[0]
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
        cursor.execute(statement, values)


def key(record: models.Model) -> Any:
    return record.pk if connection.vendor == "postgresql" else record.pk.hex


def set_columns(record: models.Model, **columns: Any) -> None:
    """Of a row that no trigger keeps from being changed."""
    models.QuerySet(type(record)).filter(pk=record.pk).update(**columns)


def rewrite(hazard: Hazard, change: Callable[[HistoryEntry], None]) -> None:
    """Change its lines of history, and give every one the digest that then fits."""
    alter("SELECT 1")
    before = START
    for entry in HistoryEntry.objects.filter(hazard=hazard).order_by("sequence"):
        change(entry)
        entry.previous_digest = before
        entry.digest = before = entry.computed_digest()
        told = {f.attname: getattr(entry, f.attname) for f in HistoryEntry._meta.concrete_fields}
        models.QuerySet(HistoryEntry).filter(pk=entry.pk).update(**told)


def say(move: str, **facts: Any) -> Callable[[HistoryEntry], None]:
    """The lines of `move` say these; None takes a fact out."""

    def change(entry: HistoryEntry) -> None:
        if entry.move == move:
            kept = {**entry.facts, **facts}
            entry.facts = {name: fact for name, fact in kept.items() if fact is not None}

    return change


def found_in(hazard: Hazard) -> str:
    with translation.override("en"):
        return fault_of(Hazard.objects.get(pk=hazard.pk))


def eventful(cast: Cast) -> Hazard:
    """A hazard with everything beside it: put off, kept safe, listed, delisted, handed over, sent
    back and closed."""
    hazard = cast.assigned(funds="12.50")
    later = cast.due_on.replace(year=cast.due_on.year + 1)
    asked = {"until": later, "reason": "缺料", "interim_measures": "围挡"}
    request = services.request_extension(hazard, by=cast.responsible, **asked)
    services.grant(request, by=cast.officer)
    services.control(hazard, by=cast.officer, measures="围挡")
    listed = {"level": "district", "document_number": "督〔2026〕1号", "deadline": later}
    services.list_for_supervision(hazard, by=cast.auditor, **listed)
    services.delist(hazard, by=cast.auditor)
    offered = {"unit": cast.units["direct"], "reason": "归对方"}
    offer = services.offer_transfer(hazard, by=cast.auditor, **offered)
    there = cast["responsible@direct"]
    services.accept_transfer(offer, by=cast["officer@direct"], responsible=there)
    hazard = Hazard.objects.get(pk=hazard.pk)
    hazard = cast.rectified(hazard, by=there, funds_spent="7.25")
    services.send_back(hazard, by=cast.auditor, reason="没清完")
    cast.rectified(hazard, by=there)
    return services.close(hazard, by=cast.auditor, photos=[cast.photo(cast.auditor)])
