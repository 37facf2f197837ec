"""From the words in a cell to what the ledger keeps; what is unclear is said, not guessed."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from hazards.models import Source
from imports.rows.fields import BY_CODE, in_each_language, plain
from workflow.states import Severity

EARLIEST = date(2000, 1, 1)
EXCEL_ZERO = date(1899, 12, 30)
SERIAL = re.compile(r"[34567]\d{4}(\.\d+)?")  # 1982 to 2119 as days since Excel's first one
DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[\sT]+\d{1,2}:\d{2}.*)?"
)
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
YES = {"是", "有", "yes", "y", "true", "1", "√", "✓", "✔", "违法", "违规", "违法违规"}
NO = {"否", "无", "不是", "没有", "no", "n", "false", "0", "×", "✗", "/", "-", "—"}
SEVERITIES = {
    Severity.GENERAL: "一般隐患 一般事故隐患 一般安全隐患",
    Severity.MAJOR: "重大隐患 重大事故隐患 重大安全隐患",
}
SOURCES = {
    Source.SELF_CHECK: "自查自纠 日常自查 日常检查 日常排查 单位自查 学校自查 自查自改",
    Source.BUREAU_CHECK: "上级检查 局检查 督查 教育局检查 上级督查",
    Source.CAMPAIGN: "专项排查 专项检查 专项整治 专项行动",
    Source.TIP: "举报 群众举报 投诉举报",
    Source.SNAPSHOT: "随手拍",
    Source.TRANSFERRED: "上级交办 交办 转办",
    Source.IMPORTED: "历史台账",
}
SETTLED = (
    "销号",
    "整改完",
    "已整改",
    "完成",
    "闭环",
    "关闭",
    "不予立项",
    "不列入",
    "closed",
    "done",
    "dismissed",
)
NOT_YET = ("未", "待", "不能", "not", "awaiting", "正在")


class Unclear(ValueError):
    """Why a cell cannot be taken: the code of a fault and what fills its sentence."""

    def __init__(self, code: str, **told: Any) -> None:
        super().__init__(code)
        self.code, self.told = code, told


def flat(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def short(text: str) -> str:
    """As a fault quotes it."""
    return text if len(text) <= 40 else f"{text[:40]}…"


def day(text: str) -> date:
    said = flat(text)
    found = as_day(said)
    if found is None:
        raise Unclear("bad_date", text=short(text))
    if found > timezone.localdate():
        raise Unclear("future", text=found.isoformat())
    if found < EARLIEST:
        raise Unclear("too_early", text=found.isoformat())
    return found


def as_day(said: str) -> date | None:
    """A day as ledgers write it, or as Excel counts it where the cell was not formatted as one."""
    written = DAY.fullmatch(said) or RUN_TOGETHER.fullmatch(said)
    try:
        if written:
            year, month, day_of_month = map(int, written.groups())
            return date(year, month, day_of_month)
        return EXCEL_ZERO + timedelta(days=int(float(said))) if SERIAL.fullmatch(said) else None
    except ValueError:
        return None


def claim(text: str) -> bool:
    said = flat(text).casefold()
    if said in YES:
        return True
    if said not in NO:
        raise Unclear("neither_yes_nor_no", text=short(text))
    return False


def choice_of(choices: Any, words: dict[Any, str], code: str) -> Callable[[str], str]:
    """Every word a choice is known by: its code, its name in each language, and `words`."""

    @cache
    def known() -> dict[str, str]:
        names = {c: [c.value, *in_each_language(c.label), *words[c].split()] for c in choices}
        return {plain(name): str(choice) for choice, said in names.items() for name in said}

    def chosen(text: str) -> str:
        found = known().get(plain(text))
        if found is None:
            named = ", ".join(str(label) for label in choices.labels)
            raise Unclear(code, text=short(text), choices=named)
        return found

    return chosen


def words(code: str) -> Callable[[str], str]:
    most = BY_CODE[code].longest

    def taken(text: str) -> str:
        if len(text) > most:
            raise Unclear("too_long", length=len(text), most=most)
        return text

    return taken


def is_settled(state: str, closed_on: str) -> bool:
    """Does the old ledger call it done?"""
    said = flat(state).casefold()
    is_done = any(word in said for word in SETTLED) and not any(word in said for word in NOT_YET)
    return is_done or bool(closed_on.strip())


READ: dict[str, Callable[[str], Any]] = {
    "number": words("number"),
    "place": words("place"),
    "description": words("description"),
    "found_on": day,
    "is_violation": claim,
    "severity": choice_of(Severity, SEVERITIES, "unknown_severity"),
    "source": choice_of(Source, SOURCES, "unknown_source"),
    **{code: words(code) for code, field in BY_CODE.items() if field.is_claim},
}
