"""Where sessions are kept: Django's own store, with the person beside the data (SESSION_ENGINE)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from accounts import idle
from accounts.models import Session


class SessionStore(db.SessionStore):
    """Signed as Django's own are, which takes the class's name for a salt."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.user_id = data.get(SESSION_KEY)
        row.created_at, row.seen_at = moment(data.get(idle.BEGUN)), moment(data.get(idle.SEEN))
        if row.seen_at:
            row.idle_at = row.seen_at + timedelta(seconds=idle.patience(self))
        row.address, row.device = data.get(idle.ADDRESS), data.get(idle.DEVICE)
        return row


def moment(seconds: Any) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
