"""An old ledger with every twentieth row faulty, imported twice inside one process."""

import io
import time
from datetime import date, timedelta
from typing import Any

from xlsxwriter import Workbook

from benchmarks.ledgers.district import appoint, found_the_district
from hazards.models import Hazard
from imports import loading, services
from imports.models import Import
from organizations.models import Role, Unit, User

EVERY = 20  # one row in so many is faulty
HEADS = ("编号", "单位", "类别", "隐患部位", "存在问题", "检查日期", "整改情况")


def imported(rows: int) -> dict[str, Any]:
    appoint(found_the_district())
    auditor = User.objects.filter(memberships__role=Role.AUDITOR).earliest("pk")
    file = written(rows)
    started = time.perf_counter()
    one = services.take_in(file, by=auditor)
    judged = time.perf_counter()
    came = load(one)
    ended = time.perf_counter()
    again = load(services.take_in(file, by=auditor))
    good = rows - rows // EVERY
    return {
        "dry_run": judged - started,
        "loading": ended - judged,
        "loaded": came.loaded,
        "faulty": rows // EVERY,
        "told": len(one.faults()),
        "not_once": abs(Hazard.objects.count() - good) + again.loaded,
    }


def load(one: Import) -> loading.Outcome:
    """As the worker does it."""
    return loading.load(one, services.keys(services.chosen(one)))


def written(rows: int) -> io.BytesIO:
    """The rows go round the units, so that every running number is asked for."""
    file = io.BytesIO()
    codes = list(Unit.objects.order_by("code").values_list("code", flat=True))
    with Workbook(file) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADS)
        for n in range(1, rows + 1):
            told = (f"A-{n}", codes[n % len(codes)], "消防", f"教学楼{n}层", "疏散通道堆放课桌")
            sheet.write_row(n, 0, told)
            if n % EVERY:
                sheet.write_datetime(n, 5, date(2021, 1, 1) + timedelta(days=n % 365), day)
            else:
                sheet.write_string(n, 5, "上周三")
            sheet.write_string(n, 6, "已整改" if n % 3 else "未整改")
    file.name, file.size = "旧台账.xlsx", file.getbuffer().nbytes  # type: ignore[attr-defined]
    return file
