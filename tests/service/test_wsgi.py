"""The outermost edge: what a header claims never ends in a server error."""

import pytest
from django.test import RequestFactory

from config import wsgi

WILD = [
    "application/json; charset=hex",
    'application/json; CHARSET = "idna"',
    "application/json; charset=undefined",
    "application/json; charset*=utf-8''hex",
    "application/json; x*=nosuch''a",
    "application/json; charset=a\x00b",
    "application/x-www-form-urlencoded; charset=hex",
    "multipart/form-data; charset=punycode; boundary=x",
    "multipart/form-data; boundary*=nosuch''x",
    ";;;",
]


def answered(kind: str, path: str, body: bytes = b"{}") -> str:
    """The status line the application gives."""
    environ = RequestFactory().post(path, body, content_type="text/plain").environ
    environ["CONTENT_TYPE"] = kind
    said = []
    list(wsgi.application(environ, lambda status, headers, exc_info=None: said.append(status)))
    return said[0]


@pytest.mark.parametrize("path", ["/api/v1/auth/login/?a=%ff", "/login/?next=%ff"])
def test_no_content_type_ends_in_a_server_error(transactional_db, path):
    """Not inside a test's own transaction: a real request closes a connection it finds in one."""
    answers = {kind: answered(kind, path) for kind in WILD}
    assert [kind for kind, status in answers.items() if status[0] == "5"] == []


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("application/json; charset=gbk", "application/json"),
        ("multipart/form-data; boundary=x", "multipart/form-data; boundary=x"),
        (
            'multipart/form-data; charset=hex; Boundary="x y"; a=b',
            'multipart/form-data; Boundary="x y"',
        ),
        ("text/plain", "text/plain"),
        ("", ""),
    ],
)
def test_the_boundary_of_a_form_survives_and_nothing_else(monkeypatch, kind, kept):
    seen = []
    monkeypatch.setattr(wsgi, "django", lambda environ, start: seen.append(environ["CONTENT_TYPE"]))
    wsgi.application({"CONTENT_TYPE": kind} if kind else {}, None)
    assert seen == [kept]
