"""Values as history keeps them."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models


def as_fact(value: Any) -> Any:
    """A value as history keeps it: words and numbers that mean the same in ten years."""
    if isinstance(value, models.Model):
        return {"id": str(value.pk), "name": str(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | uuid.UUID) else value
