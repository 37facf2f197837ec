"""The calls that are measured, as the bytes a client sends; the same go to service and floor."""

import json
import uuid
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from benchmarks.picture import photo

API = "/api/v1"
BOUNDARY = "the-photo-ends-here"


class Ask(NamedTuple):
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""
    content_type: str = "application/json"

    def on_the_wire(self, path: str = "") -> bytes:
        """The request as bytes; the floor is asked by another path."""
        fields = {"Host": "127.0.0.1", **self.headers}
        if self.method == "POST":
            fields |= {"Content-Type": self.content_type, "Content-Length": str(len(self.body))}
        lines = [f"{self.method} {path or self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in fields.items()]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


class Kind(NamedTuple):
    """A sort of call. Each of `times` is one request, or several that belong together; a read
    may be asked again and again, a write only once."""

    name: str
    title: str
    times: list[list[Ask]]
    aim: float | None = None
    is_read: bool = False


def kinds(known: dict[str, Any], writes: int) -> list[Kind]:
    """What is measured on a ledger of which `known` tells the tokens and ids."""
    auditor = {"Authorization": f"Token {known['auditor']}"}
    session = {"Cookie": f"sessionid={known['session']}"}
    ledger = [Ask("GET", f"{API}/hazards/", auditor)]
    page = [Ask("GET", "/hazards/", session)]
    newest = [[Ask("GET", f"{API}/hazards/{pk}/", auditor)] for pk in known["newest"]]
    return [
        Kind("list", "list of 20 (API)", [ledger], 4, is_read=True),
        Kind("ledger", "ledger page (HTML)", [page], 4, is_read=True),
        Kind("detail", "detail (API)", newest, 4, is_read=True),
        Kind("assign", "move: assign (API)", assignments(known, writes), 4),
        Kind("close", "move: close (API)", closures(known, writes), 4),
        Kind("create", "create without a photo", reports(known, writes)),
        Kind("photo", "create with a photo (2 requests)", with_photo(known, writes)),
    ]


def post(token: str, path: str, told: dict[str, Any]) -> Ask:
    body = json.dumps(told, ensure_ascii=False).encode()
    return Ask("POST", f"{API}/{path}/", {"Authorization": f"Token {token}"}, body)


def assignments(known: dict[str, Any], writes: int) -> list[list[Ask]]:
    due_on = (date.today() + timedelta(days=10)).isoformat()

    def told(pk: str) -> dict[str, Any]:
        responsible = known["responsible"][str(known["unit_of"][pk])]
        return {"responsible": responsible, "due_on": due_on, "measures": "清走堆物，恢复原状"}

    chosen = known["reported"][:writes]
    return [[post(known["officer"], f"hazards/{pk}/assign", told(pk))] for pk in chosen]


def closures(known: dict[str, Any], writes: int) -> list[list[Ask]]:
    told = {"note": "已到现场看过"}
    chosen = known["rectified"][:writes]
    return [[post(known["officer"], f"hazards/{pk}/close", told)] for pk in chosen]


def report(known: dict[str, Any], chance: Random, category: int, photos=()) -> Ask:
    units = list(known["responsible"])
    told = {
        "id": new_id(chance),
        "unit": int(chance.choice(units)),
        "category": category,
        "place": "教学楼二层东侧",
        "description": "值班记录缺两天，安全出口旁堆放课桌",
        "photos": list(photos),
    }
    return post(known["officer"], "hazards", told)


def reports(known: dict[str, Any], writes: int) -> list[list[Ask]]:
    chance = Random(7)
    return [[report(known, chance, known["without_photo"])] for _ in range(writes)]


def with_photo(known: dict[str, Any], writes: int) -> list[list[Ask]]:
    """A photo as the page sends it, shrunk to 1600 pixels, and the report that names it."""
    chance, picture, times = Random(8), photo((1600, 1200)), []
    for _ in range(writes):
        pk = new_id(chance)
        asked = report(known, chance, known["with_photo"], [pk])
        times.append([upload(known["officer"], pk, picture), asked])
    return times


def new_id(chance: Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def upload(token: str, pk: str, picture: bytes) -> Ask:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="id"\r\n\r\n{pk}\r\n'
    head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
    head += "Content-Type: image/jpeg\r\n\r\n"
    body = head.encode() + picture + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return Ask("POST", f"{API}/photos/", {"Authorization": f"Token {token}"}, body, kind)
