"""A small district in a service, and those who work in it by calls: each of them over one kind of
thing, each on their own."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone
from knox.models import AuthToken

from hazards.models import Category
from tests.api.changes.mirroring import Answers, Refused
from tests.api.returns.campaigning import opened
from tests.cast import Cast, picture

ROOT = "/api/v1/"
BOUNDARY = "the-boundary-of-a-file"
SCHOOLS = ("school", "school_2", "school_b", "direct")


def settle() -> dict[str, Any]:
    """Inside the service's ledger: a district with its people, some hazards, and a campaign. What
    the movers have to know of it."""
    cast = Cast()
    opened(cast)
    for hazard in (cast.reported(), cast.assigned(), cast.closed()):
        assert hazard.unit == cast.school
    people = {name: person.pk for name, person in cast.people.items()}
    secrets = {
        name: AuthToken.objects.create(user=person)[1] for name, person in cast.people.items()
    }
    return {
        "units": {place: unit.pk for place, unit in cast.units.items()},
        "people": people,
        "tokens": secrets,
        "category": Category.objects.get(code="management").pk,
    }


PATIENT = 5  # times as many tries for who has done next to nothing


class Mover:
    """One act after the other; what is refused is no act. Whoever is refused nearly always, as the
    others leave little to do, tries on for a while."""

    def __init__(self, root: str, district: dict[str, Any], seed: int, acts: int) -> None:
        self.root, self.district, self.acts = root, district, acts
        self.dice, self.done, self.last_refusal = Random(seed), 0, ""

    @property
    def is_idle(self) -> bool:
        return self.done < self.acts / 10

    def __call__(self) -> int:
        choices, tried = self.choices(), 0
        while tried < self.acts or (self.is_idle and tried < PATIENT * self.acts):
            tried += 1
            try:
                self.dice.choice(choices)()
                self.done += 1
            except Refused as refusal:  # the law said no, or somebody was faster
                self.last_refusal = str(refusal)
        return self.done

    def choices(self) -> list[Callable[[], Any]]:
        raise NotImplementedError

    def call(self, who: str, path: str, body: Any = None, method: str = "", **asked: Any) -> Any:
        answers = Answers(self.root, self.district["tokens"][who])
        return answers.ask(ROOT + path, body, method, **asked)

    def one_of(self, who: str, path: str, **asked: Any) -> Any:
        found = self.call(who, path, page_size=100, **asked)["results"]
        return self.dice.choice(found) if found else {"id": uuid.uuid4(), "state": ""}

    def photo(self, who: str) -> str:
        told = {"id": str(uuid.uuid4())}
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in told.items()
        ]
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"'
        body = "".join(parts).encode() + head.encode() + b"\r\n\r\n" + picture().read()
        body += f"\r\n--{BOUNDARY}--\r\n".encode()
        answers = Answers(self.root, self.district["tokens"][who])
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return answers.send(f"{self.root}{ROOT}photos/", body, "POST", kind)["id"]


class OverHazards(Mover):
    """Found, given, repaired, checked at one school."""

    place = "school"

    def choices(self):
        return [self.report, self.assign, self.rectify, self.check]

    def who(self, role: str) -> str:
        return f"{role}@{self.place}"

    def report(self) -> None:
        body = {
            "id": str(uuid.uuid4()),
            "unit": self.district["units"][self.place],
            "category": self.district["category"],
            "place": "一层",
            "description": "没有值班记录",
            "severity": "general",
            "source": "self_check",
            "found_on": timezone.localdate().isoformat(),
            "photos": [],
        }
        self.call(self.who("inspector"), "hazards/", body)

    def assign(self) -> None:
        hazard = self.one_of(self.who("officer"), "hazards/", state="reported")
        due_on = (timezone.localdate() + timedelta(days=9)).isoformat()
        told = {"due_on": due_on, "measures": "补记"}
        told["responsible"] = self.district["people"][self.who("responsible")]
        self.call(self.who("officer"), f"hazards/{hazard['id']}/assign/", told)

    def rectify(self) -> None:
        who = self.who("responsible")
        hazard = self.one_of(who, "hazards/", state="assigned")
        told = {"measures_taken": "已补", "photos": [self.photo(who)]}
        self.call(who, f"hazards/{hazard['id']}/rectify/", told)

    def check(self) -> None:
        hazard = self.one_of(self.who("officer"), "hazards/", state="rectified")
        move = self.dice.choice(("close", "send-back"))
        told = {"note": "好"} if move == "close" else {"reason": "再改"}
        self.call(self.who("officer"), f"hazards/{hazard['id']}/{move}/", told)


class OverHazardsThere(OverHazards):
    place = "school_b"


class OverTransfers(Mover):
    """Offered by one school, answered by another, and back."""

    def choices(self):
        return [self.offer, self.answer, self.answer]

    def offer(self) -> None:
        here, there = self.dice.sample(("school", "school_b", "direct"), 2)
        who = f"officer@{here}"
        state = self.dice.choice(("reported", "assigned"))
        hazard = self.one_of(who, "hazards/", unit=self.district["units"][here], state=state)
        told = {"unit": self.district["units"][there], "reason": "不归我校"}
        self.call(who, f"hazards/{hazard['id']}/transfers/", told)

    def answer(self) -> None:
        place = self.dice.choice(("school", "school_b", "direct"))
        letter = self.one_of(f"officer@{place}", "transfers/")
        told = {"responsible": self.district["people"][f"responsible@{place}"]}
        self.call(f"officer@{place}", f"transfers/{letter['id']}/accept/", told)


class OverReturns(Mover):
    def choices(self):
        return [self.hand_in, self.hand_in, self.look]

    def hand_in(self) -> None:
        who = f"officer@{self.dice.choice((*SCHOOLS, 'central', 'central_b'))}"
        one = self.one_of(who, "returns/")
        self.call(who, f"returns/{one['id']}/nil/", {})

    def look(self) -> None:
        who = self.dice.choice(("officer@central", "officer@central_b", "auditor@bureau"))
        one = self.one_of(who, "returns/", state="submitted")
        if self.dice.random() < 0.5:
            self.call(who, f"returns/{one['id']}/return/", {"reason": "请核对"})
        else:
            self.call(who, f"returns/{one['id']}/accept/", {})


class OverUnits(Mover):
    who = "administrator@bureau"

    def choices(self):
        return [self.move, self.move, self.rename, self.found, self.close]

    def change(self, unit: int, **told: Any) -> None:
        self.call(self.who, f"units/{unit}/", told, "PATCH")

    def move(self) -> None:
        units = self.district["units"]
        unit = units[self.dice.choice(("school", "school_2", "school_b2"))]
        self.change(unit, parent=units[self.dice.choice(("central", "central_b"))])

    def rename(self) -> None:
        unit = self.district["units"][self.dice.choice(SCHOOLS)]
        self.change(unit, name=f"实验小学{self.dice.randrange(10**6)}")

    def found(self) -> None:
        parent = self.district["units"][self.dice.choice(("central", "central_b"))]
        code = f"N{self.dice.randrange(10**9)}"
        told = {"code": code, "name": f"新校{code}", "kind": "school", "parent": parent}
        self.call(self.who, "units/", told)

    def close(self) -> None:
        unit = self.one_of(self.who, "units/")
        if unit.get("code", "").startswith("N"):
            self.change(unit["id"], closed_on=timezone.localdate().isoformat())


class OverPeople(Mover):
    who = "administrator@bureau"

    def choices(self):
        return [self.take_in, self.rename, self.give, self.end, self.leave]

    def newcomer(self) -> dict[str, Any]:
        place = self.district["units"][self.dice.choice(SCHOOLS)]
        people = self.call(self.who, "people/", unit=place)["results"]
        new = [one for one in people if "@" not in one["username"]]
        return self.dice.choice(new) if new else {"id": 0}

    def take_in(self) -> None:
        number = f"T{self.dice.randrange(10**9)}"
        place = self.district["units"][self.dice.choice(SCHOOLS)]
        told = {"name": "新来者", "staff_number": number, "unit": place, "roles": ["viewer"]}
        self.call(self.who, "people/", told)

    def rename(self) -> None:
        told = {"name": f"换名者{self.dice.randrange(10**6)}"}
        self.call(self.who, f"people/{self.newcomer()['id']}/", told, "PATCH")

    def give(self) -> None:
        place = self.district["units"][self.dice.choice(SCHOOLS)]
        told = {"person": self.newcomer()["id"], "unit": place, "role": "inspector"}
        self.call(self.who, "memberships/", told)

    def end(self) -> None:
        place = self.district["units"][self.dice.choice(SCHOOLS)]
        rows = self.call(self.who, "memberships/", unit=place)["results"]
        new = [row for row in rows if "@" not in row["person"]["username"]]
        if new:
            yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
            told = {"ends_on": yesterday}
            self.call(self.who, f"memberships/{self.dice.choice(new)['id']}/", told, "PATCH")

    def leave(self) -> None:
        self.call(self.who, f"people/{self.newcomer()['id']}/", {"is_active": False}, "PATCH")


class OverTheBureau(OverHazards):
    """What the auditor does anywhere."""

    def choices(self):
        return [self.dismiss, self.restore, self.reopen]

    def move(self, state: str, move: str, **told: Any) -> None:
        hazard = self.one_of("auditor@bureau", "hazards/", state=state)
        self.call("auditor@bureau", f"hazards/{hazard['id']}/{move}/", told)

    def dismiss(self) -> None:
        self.move("reported", "dismiss", outcome="not_a_hazard", reason="已补记")

    def restore(self) -> None:
        self.move("dismissed", "restore", reason="又查出")

    def reopen(self) -> None:
        due_on = (timezone.localdate() + timedelta(days=9)).isoformat()
        self.move("closed", "reopen", reason="又缺", due_on=due_on)


EIGHT = (
    *(OverHazards, OverHazardsThere, OverHazards, OverTransfers),
    *(OverReturns, OverUnits, OverPeople, OverTheBureau),
)
