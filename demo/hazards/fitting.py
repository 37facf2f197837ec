"""Which findings and places fit which unit: no dormitory in a kindergarten."""

from random import Random

from demo import texts
from demo.hazards import plots
from demo.hazards.plots import Plot
from demo.texts.finding import Finding
from organizations.models import Unit

Kind = Unit.Kind
BOARDING = ("中学", "职业教育中心", "外国语学校", "特殊教育学校", "实践基地")
ONLY_BOARDING = ("宿舍", "浴室", "化学", "物理", "实验楼", "盥洗", "药品")
NOT_FOR_INFANTS = (
    *ONLY_BOARDING,
    "年级",
    "体育馆",
    "报告厅",
    "综合楼",
    "艺术楼",
    "图书馆",
    "看台",
    "球场",
    "自行车",
    "课间",
    "校史",
    "教工",
    "学生",
)
CHEAP = 200  # yuan: what is mended on the spot costs little


def finding(rng: Random, unit: Unit, plot: Plot) -> tuple[str, Finding]:
    """A category and one of its findings that can happen at the unit and in the plot."""
    fits = [
        (category, found)
        for category, findings in texts.FINDINGS.items()
        for found in findings
        if _suits(found, plot) and places(found, unit)
    ]
    weights = [texts.WEIGHTS[category] / len(texts.FINDINGS[category]) for category, _ in fits]
    return rng.choices(fits, weights)[0]


def places(found: Finding, unit: Unit) -> list[str]:
    """The places of a finding that the unit has."""
    return [place for place in found.places.split() if _exists(place + found.text, unit)]


def _suits(found: Finding, plot: Plot) -> bool:
    if plot is plots.major:
        return bool(found.clause)
    if plot is plots.violation:
        return found.violation
    return plot is not plots.on_spot or found.funds[0] <= CHEAP


def _exists(place: str, unit: Unit) -> bool:
    infants = unit.kind == Kind.KINDERGARTEN or "幼儿园" in unit.name
    if infants:
        return not any(word in place for word in NOT_FOR_INFANTS)
    if "幼儿" in place:
        return False
    if "教学点" in place or "山区" in place:
        return unit.kind == Kind.TEACHING_POINT
    boards = unit.kind != Kind.TEACHING_POINT and any(word in unit.name for word in BOARDING)
    return boards or not any(word in place for word in ONLY_BOARDING)
