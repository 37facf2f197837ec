"""A mirror that is kept with calls alone while several people work is equal at the end."""

from collections import Counter

import pytest
from django.core.cache import cache

from hazards.models import Hazard, HistoryEntry
from tests.api.conftest import Caller
from tests.base.together import PATIENCE, at_once
from tests.hazards.tally.test_at_once import Mover

pytestmark = pytest.mark.django_db(transaction=True)
MOVERS = 4


class Mirror:
    """As docs/mirror.md says: the cursor first, then everything, then what changed."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.cursor = self.ask("changes/", after="latest")["next"]
        self.rows: dict[str, dict] = {}
        self.told: list[tuple[str, int]] = []
        for pk in caller.ids(page_size=10):
            self.fetch(pk)

    def ask(self, path: str, **asked) -> dict:
        cache.clear()  # of how often it asks, which is not what this is about
        answer = self.caller.get(path, asked)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def fetch(self, pk: str) -> None:
        row = self.ask(f"hazards/{pk}/")
        self.rows[pk] = {name: row[name] for name in ("number", "state", "version", "attempts")}

    def follow(self) -> bool:
        """Whether something came."""
        page = self.ask("changes/", after=self.cursor, page_size=7)
        hazards = [one for one in page["results"] if one["kind"] == "hazard"]
        self.told += [(one["id"], one["version"]) for one in hazards]
        for one in hazards:
            self.fetch(one["id"])
        self.cursor = page["next"]
        return bool(page["results"])


def everything() -> dict[str, dict]:
    names = ("number", "state", "version", "attempts")
    return {f"{row.pk}": {n: getattr(row, n) for n in names} for row in Hazard.objects.all()}


def test_a_mirror_is_equal_at_the_end_and_has_heard_of_each_act_once(cast):
    Mover(cast, seed=99)()
    before = HistoryEntry.objects.count()
    done: list[int] = []

    def work(seed: int) -> None:
        try:
            Mover(cast, seed)()
        finally:
            done.append(seed)

    def keep() -> Mirror:
        mirror = Mirror(Caller(cast.auditor))
        while len(done) < MOVERS:
            mirror.follow()
        return mirror

    acts = [lambda seed=seed: work(seed) for seed in range(MOVERS)]
    mirror = at_once(keep, *acts, patience=3 * PATIENCE)[0]
    while mirror.follow():
        pass
    assert mirror.rows == everything()
    assert HistoryEntry.objects.count() > before
    assert set(Counter(mirror.told).values()) == {1}
    versions: dict[str, int] = {}
    for pk, version in mirror.told:
        assert version == versions.get(pk, version - 1) + 1, "an act on one record out of order"
        versions[pk] = version


def test_the_feed_from_its_beginning_is_the_history_of_everything(cast):
    at_once(*[lambda seed=seed: Mover(cast, seed)() for seed in range(MOVERS)], patience=180)
    caller, cursor, told = Caller(cast.auditor), "", []
    while True:
        cache.clear()
        page = caller.get("changes/", {"after": cursor}).json()
        told += [(o["id"], o["version"], o["what"]) for o in page["results"] if o["version"]]
        if not page["results"]:
            break
        cursor = page["next"]
    lines = HistoryEntry.objects.values_list("hazard", "sequence", "move")
    assert sorted(told) == sorted((str(pk), n, move) for pk, n, move in lines)
