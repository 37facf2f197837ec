"""The OpenAPI document is made once for each language and format, and need not be sent again."""

import pytest
from drf_spectacular.generators import SchemaGenerator

from api.openapi.views import DocumentView

SCHEMA = "/api/v1/schema/"


@pytest.fixture(autouse=True)
def made(monkeypatch):
    """How often the document was made, by a process that has made none."""
    count = []
    monkeypatch.setattr(DocumentView, "made", {})
    monkeypatch.setattr(SchemaGenerator, "get_schema", lambda *_, **__: count.append(1) or {"n": 1})
    return count


@pytest.mark.parametrize("format", ["json", "yaml"])
def test_it_is_made_once(client, db, made, format):
    first, second = (client.get(SCHEMA, {"format": format}) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.content == second.content and len(made) == 1
    assert "openapi" in first["Content-Type"]


def test_each_language_and_format_has_its_own(client, db, made):
    etags = set()
    for language in ("zh-hans", "en"):
        for format in ("json", "yaml"):
            answer = client.get(SCHEMA, {"format": format}, headers={"Accept-Language": language})
            etags.add((language, format, answer["ETag"]))
            assert "Accept-Language" in answer["Vary"]
    assert len(made) == 4 and len({etag for *_, etag in etags}) == 2


def test_who_has_it_is_not_sent_it_again(client, db):
    etag = client.get(SCHEMA)["ETag"]
    again = client.get(SCHEMA, headers={"If-None-Match": etag})
    assert again.status_code == 304 and again["ETag"] == etag and not again.content
    assert client.get(SCHEMA, headers={"If-None-Match": '"other"'}).status_code == 200


def test_while_another_makes_it_nobody_waits_for_ever(client, db, monkeypatch):
    monkeypatch.setattr("api.openapi.views.MAKING_SECONDS", 0.01)
    with DocumentView.making:
        answer = client.get(SCHEMA)
    assert answer.status_code == 503 and answer["Retry-After"] == "5"
    assert client.get(SCHEMA).status_code == 200
