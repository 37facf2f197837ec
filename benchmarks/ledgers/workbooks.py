"""A district's workbook of units and people, loaded twice inside one process."""

import io
import time
from typing import Any

from xlsxwriter import Workbook

from district import loading
from district.comparing.whole import plan_of
from district.reading import files
from organizations.models import Membership, Unit, User
from organizations.services import found_unit

UNITS = ("单位编码", "单位名称", "单位类型", "上级单位", "地址", "联系人", "联系电话")
PEOPLE = ("姓名", "工号", "手机", "单位", "角色", "岗位")
EVERY = 10  # one central school to so many units
ROLES = ("检查员", "整改责任人", "安全负责人、查看")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def loaded(units: int, people: int) -> dict[str, Any]:
    """Seconds of reading and comparing, of loading, and of finding that nothing changes."""
    found_unit("B000", "区教育局", Unit.Kind.BUREAU)
    file = written(units, people)
    started = time.perf_counter()
    tables = files.read(file).tables
    plan_of(tables)
    compared = time.perf_counter()
    came = loading.load(tables)
    ended = time.perf_counter()
    again = plan_of(tables)
    looked = time.perf_counter()
    return {
        "dry_run": compared - started,
        "loading": ended - compared,
        "again": looked - ended,
        "units": Unit.objects.count() - 1,
        "people": User.objects.count(),
        "roles": Membership.objects.count(),
        "faulty": len(came.faulty_rows),
        "changes": len(again.changes),
    }


def written(units: int, people: int) -> io.BytesIO:
    file = io.BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("单位")
        sheet.write_row(0, 0, UNITS)
        for n in range(1, units + 1):
            sheet.write_row(n, 0, unit(n))
        sheet = book.add_worksheet("人员")
        sheet.write_row(0, 0, PEOPLE)
        for n in range(1, people + 1):
            sheet.write_row(n, 0, person(n, units))
    file.name, file.size = "单位和人员.xlsx", file.getbuffer().nbytes  # type: ignore[attr-defined]
    return file


def unit(n: int) -> tuple[str, ...]:
    is_central = n % EVERY == 1
    name = f"第{n}中心学校" if is_central else f"第{n}小学"
    above = "" if is_central else code((n - 1) // EVERY * EVERY + 1)
    kind = "中心学校" if is_central else "小学"
    return code(n), name, kind, above, f"育才路{n}号", "办公室", f"0710-{1000000 + n}"


def person(n: int, units: int) -> tuple[str, ...]:
    name = SURNAMES[n % len(SURNAMES)] + SURNAMES[n // len(SURNAMES) % len(SURNAMES)]
    at = code(n % units + 1)
    return name, f"T{n:06}", f"1{3800000000 + n}", at, ROLES[n % len(ROLES)], "教师"


def code(n: int) -> str:
    return f"J{n:05}"
