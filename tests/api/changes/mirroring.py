"""A program that keeps a mirror and knows of the service what its schema says, and no more."""

import json
import re
import urllib.request
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

# What a record is called by which call, as the description of a change's `kind` says it.
CALL = re.compile(r"(\w+) \((\w+/\{id\}/)\)")
# What an answer says of the day, the reader or other records, and not of the record alone.
NOT_ITS_OWN = {
    *("moves", "values", "checks", "coverage", "stale", "as_of", "is_overdue", "days_left"),
    *("waits_for", "offered_to", "transferred_to", "photos", "hazards", "transfers", "header"),
    *("checked", "failed", "drawn", "is_late", "earlier", "reopenings", "extensions"),
    *("rates", "estimate", "branches", "by_unit", "state_label", "repeat_of", "reports_to"),
}
COMES = ("founded", "moved", "reopened")


class Answers:
    """Calls with one token. `Refused` says the status and the code."""

    def __init__(self, root: str, token: str) -> None:
        self.root, self.token = root, token

    def ask(self, path: str, body: Any = None, method: str = "", **asked: Any) -> Any:
        address = path if path.startswith("http") else f"{self.root}{path}"
        address += f"?{urlencode(asked)}" if asked else ""
        data = None if body is None else json.dumps(body).encode()
        return self.send(address, data, method or None, "application/json")

    def send(self, address: str, data: bytes | None, method: str | None, kind: str) -> Any:
        headers = {"Content-Type": kind, "Authorization": f"Token {self.token}"}
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())
        except HTTPError as error:
            raise Refused(error.code, error.read().decode()) from error


class Refused(Exception):
    def __init__(self, status: int, said: str) -> None:
        super().__init__(status, said)
        self.status, self.said = status, said
        assert status < 500, said


class Schema:
    """The calls and fields there are, read out of the document."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        (self.feed,) = [path for path in told["paths"] if path.endswith("/changes/")]
        before = self.feed.removesuffix("changes/")
        kind = self.fields(self.feed)["results"]["items"]
        described = self.resolved(kind)["properties"]["kind"]["description"]
        self.calls = {name: before + call for name, call in CALL.findall(described)}

    def resolved(self, shape: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in shape:
            return shape
        name = shape["$ref"].rpartition("/")[2]
        return self.resolved(self.told["components"]["schemas"][name])

    def fields(self, path: str) -> dict[str, Any]:
        answer = self.told["paths"][path]["get"]["responses"]["200"]
        return self.resolved(answer["content"]["application/json"]["schema"])["properties"]

    def list_of(self, kind: str) -> str:
        return self.calls[kind].removesuffix("{id}/")

    def takes(self, kind: str) -> dict[str, bool]:
        """The parameters of its list, and whether each has to be said."""
        told = self.told["paths"][self.list_of(kind)]["get"].get("parameters", ())
        return {one["name"]: bool(one.get("required")) for one in told}


def alone(value: Any) -> Any:
    """Of another record that is named: which it is."""
    if isinstance(value, dict):
        return value["id"] if "id" in value else {name: alone(one) for name, one in value.items()}
    return sorted(map(str, map(alone, value))) if isinstance(value, list) else value


def fields(mine: dict[str, Any] | None, other: dict[str, Any] | None) -> Any:
    if mine is None or other is None:
        return mine, other
    return {name: (mine[name], other[name]) for name in mine if mine[name] != other[name]}


class Mirror:
    """As docs/mirror.md says: the cursor first, then everything, then what changed. `rows` are the
    records by kind and id; `heard` counts what was told, `anew` how often it began."""

    def __init__(self, root: str, token: str) -> None:
        self.answers = Answers(root, token)
        self.schema = Schema(self.answers.ask("/api/v1/schema/", format="json"))
        self.heard: dict[str, int] = {}
        self.anew = 0
        self.begin()

    def begin(self) -> None:
        self.anew += 1
        self.rows: dict[tuple[str, Any], dict[str, Any]] = {}
        self.cursor = self.answers.ask(self.schema.feed, after="latest")["next"]
        self.list_everything()

    def list_everything(self) -> None:
        """Units first: what is asked for by unit comes after them."""
        kinds = sorted(self.schema.calls, key=lambda kind: kind != "unit")
        for kind in kinds:
            units = [pk for name, pk in self.rows if name == "unit"]
            by_unit = self.schema.takes(kind).get("unit", False)
            for asked in [{"unit": pk} for pk in units] if by_unit else [{}]:
                self.list(kind, **asked)

    def list(self, kind: str, **asked: Any) -> None:
        try:
            page = self.answers.ask(self.schema.list_of(kind), **asked)
        except Refused:  # a unit that has left meanwhile, which is told
            return
        while True:
            for row in page["results"]:
                if (kind, row["id"]) not in self.rows:
                    self.fetch(kind, row["id"])
            if not page["next"]:
                return
            page = self.answers.ask(page["next"])

    def fetch(self, kind: str, pk: Any) -> None:
        told = self.asked(kind, pk)
        if told is None:
            self.rows.pop((kind, pk), None)
            return
        names = self.schema.fields(self.schema.calls[kind]).keys() - NOT_ITS_OWN
        self.rows[kind, pk] = {name: alone(told[name]) for name in sorted(names)}

    def asked(self, kind: str, pk: Any) -> dict[str, Any] | None:
        try:
            return self.answers.ask(self.schema.calls[kind].replace("{id}", str(pk)))
        except Refused as refusal:
            assert refusal.status == 404, refusal
            return None

    def differs_from(self, other: "Mirror") -> dict[tuple[str, Any], Any]:
        """By record what is said otherwise; None where one of the two does not have it."""
        keys = self.rows.keys() | other.rows.keys()
        both = {key: (self.rows.get(key), other.rows.get(key)) for key in keys}
        return {key: fields(*pair) for key, pair in both.items() if pair[0] != pair[1]}

    def follow(self) -> bool:
        """Whether something came."""
        try:
            page = self.answers.ask(self.schema.feed, after=self.cursor, page_size=20)
        except Refused as refusal:
            assert refusal.status == 410, refusal
            self.begin()
            return True
        for change in page["results"]:
            self.hear(change)
        self.cursor = page["next"]
        return bool(page["results"])

    def hear(self, change: dict[str, Any]) -> None:
        kind, pk, what = change["kind"], change["id"], change["what"]
        self.heard[what] = self.heard.get(what, 0) + 1
        if kind not in self.schema.calls:
            return
        was_here = (kind, pk) in self.rows
        if what == "gone":
            self.rows.pop((kind, pk), None)
        else:
            self.fetch(kind, pk)
        if kind == "unit" and what == "gone":
            self.ask_anew_for_all_of(pk)
        if kind == "unit" and what in COMES and not was_here:
            self.list_everything()

    def ask_anew_for_all_of(self, unit: Any) -> None:
        for kind, pk in list(self.rows):
            row = self.rows[kind, pk]
            if row.get("unit") == unit or str(unit) in str(row.get("memberships", "")):
                self.fetch(kind, pk)
