"""Good rows enter the ledger through the services, each once, with where it came from."""

from datetime import date
from functools import partial

import pytest

from hazards.chain import is_unbroken
from hazards.models import Hazard, Source
from hazards.verification import *  # noqa: F403
from imports import loading, services, work
from imports.models import Row
from notifications.models import Notification
from reports.jobs import Job
from tests.imports.ledgers import book, line, taken


def test_smoke(cast):
    one = taken(cast.officer, [line(1), line(2, 单位="育才小学"), line(3, 检查日期="2021年6月31日")], above=["某校 2021 年隐患台账", "填报人：某"])
    print(one.mapping, one.head_row, [(f.row, f.column, f.code, f.detail) for f in one.faults()], one.counts())
    print(services.commit(one, by=cast.officer))
    h = Hazard.objects.get()
    print(h.number, h.former_number, h.source, h.state, [(e.move, e.note, e.facts) for e in h.history.all()])
    print(services.commit(one, by=cast.officer))
    again = taken(cast.officer, [line(1)])
    print(again.counts(), [f.detail for f in again.faults()])
    assert 0
