"""Entries that are written once and chained by their digests, whatever record they are about."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from changes.noting import note, noted
from records.permanence import Permanent, WrittenOnce
from workflow.declarations.former_names import label_of
from workflow.declarations.moves import Declared

START = "0" * 64  # what the first entry of a record names as its predecessor


class ChainedEntry(Permanent):
    """One act in the life of a record. A database trigger refuses changes as well."""

    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    move = models.CharField(_("move"), max_length=24)
    before = models.CharField(_("before"), max_length=12, blank=True)
    after = models.CharField(_("after"), max_length=12)
    note = models.TextField(_("note"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = WrittenOnce.as_manager()

    about: ClassVar[str]  # the name of the foreign key to its record
    law: ClassVar[Mapping[str, Declared]]  # the moves its lines tell of
    own: ClassVar[tuple[str, ...]] = ()  # columns of this kind alone, in its digest as well

    class Meta:
        abstract = True

    def save(self, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("History is written once.")
        super().save(**kwargs)

    def __str__(self) -> str:
        return f"{self.record_key} {self.sequence} {self.move}"

    @property
    def record_key(self) -> Any:
        return getattr(self, f"{self.about}_id")

    @property
    def label(self) -> str:
        """What was done, in the words of its button."""
        return label_of(self.move, self.law)

    @classmethod
    def record_model(cls) -> type[models.Model]:
        record: Any = cls._meta.get_field(cls.about).related_model
        return record

    def digest_payload(self) -> list[Any]:
        """Everything the entry says, in an order that never changes."""
        own = [getattr(self, name) for name in self.own]
        acted = [self.by_id, self.move, self.before, self.after, *own, self.note, self.facts]
        return [str(self.record_key), self.sequence, self.at.timestamp(), *acted]

    def computed_digest(self) -> str:
        """SHA-256 over everything the entry says and the digest before it."""
        text = json.dumps(
            [*self.digest_payload(), self.previous_digest], ensure_ascii=False, sort_keys=True
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @classmethod
    def append(cls, record: Any, **line: Any) -> Self:
        """Write the next entry of `record`. The caller holds the record's lock, or has just made
        it, so the sequence has no gap."""
        of = {cls.about: record}
        entry = cls(**of, **line)
        entry.follow(cls.objects.filter(**of).order_by("-sequence").first())
        return entry

    def follow(self, last: "ChainedEntry | None") -> None:
        """Take the next place after `last`, be written, and be noted for the feed of changes."""
        self.sequence = last.sequence + 1 if last else 1
        self.previous_digest = last.digest if last else START
        self.digest = self.computed_digest()
        self.save()
        version = getattr(getattr(self, self.about), "version", None)
        kind = name_of(self.record_model())
        note(noted(kind, self.record_key, self.move, at=self.at, version=version))


def name_of(record: models.Model | type[models.Model]) -> str:
    """What the feed of changes calls this kind of record, for ever."""
    return str(record._meta.model_name)


def is_unbroken(entries: Iterable[ChainedEntry]) -> bool:
    """Do the entries of one record, oldest first, still say what was written?"""
    previous = START
    for entry in entries:
        if entry.previous_digest != previous or entry.digest != entry.computed_digest():
            return False
        previous = entry.digest
    return True
