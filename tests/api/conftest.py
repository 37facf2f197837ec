"""Somebody calling the API with a token of their own."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from knox.models import AuthToken

from tests import law
from tests.cast import Cast, picture

ROOT = "/api/v1/"


class Caller:
    """`caller.post("hazards/", {...})` answers with a response; `.json()` reads it."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client()
        self.user = user
        self.headers = {}
        if user:
            _row, token = AuthToken.objects.create(user=user)
            self.headers["Authorization"] = f"Token {token}"

    def get(self, path: str, asked: Any = None, **headers: str) -> Any:
        return self.client.get(_address(path), asked, headers={**self.headers, **headers})

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._sent(self.client.post, path, body, headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._sent(self.client.patch, path, body, headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._sent(self.client.put, path, body, headers)

    def _sent(self, send: Any, path: str, body: Any, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return send(
            _address(path),
            body if isinstance(body, bytes) else json.dumps(body or {}),
            content_type="application/json",
            headers={**self.headers, **named},
        )

    def send_file(self, path: str, file: Any, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(_address(path), {"file": file}, headers={**self.headers, **named})

    def send_photo(self, file: Any = None, **fields: Any) -> Any:
        told = {"file": file if file is not None else picture(), **fields}
        return self.client.post(_address("photos/"), told, headers=self.headers)

    def photo(self) -> str:
        return self.send_photo().json()["id"]

    def ids(self, path: str = "hazards/", **asked: Any) -> list[str]:
        """The ids of all pages."""
        found, page = [], self.get(path, {"page_size": 100, **asked}).json()
        while True:
            found += [row["id"] for row in page["results"]]
            if not page["next"]:
                return found
            page = self.get(page["next"]).json()


def _address(path: str) -> str:
    return path if path.startswith(("http", "/")) else ROOT + path


@pytest.fixture
def caller(db: None) -> type[Caller]:
    cache.clear()
    return Caller


def codes(response: Any) -> list[tuple[str, str | None]]:
    """The codes of a refusal with the fields they name; also checks its shape."""
    body = response.json()
    assert body["type"] in ("validation_error", "client_error"), body
    for error in body["errors"]:
        assert set(error) == {"code", "detail", "attr"} and error["detail"], error
    return [(error["code"], error["attr"]) for error in body["errors"]]


def body_of(cast: Cast, move: str, photo: Any) -> dict[str, Any]:
    """A complete body for the move, as JSON says it."""
    return law.as_told(cast, move, photo)


def report_of(cast: Cast, photo: Any, **given: Any) -> dict[str, Any]:
    told = {
        "unit": cast.school.pk,
        "category": cast.fire.pk,
        "place": "教学楼二层东侧",
        "description": "安全出口被课桌堵住，门上挂锁",
        "photos": [str(photo)],
    }
    return {**told, **given}


def kebab(move: str) -> str:
    return move.replace("_", "-")
