"""The units of the demo district: a bureau, 26 central schools with their schools, direct units.

The bureau is the one of the notice; the schools are invented and only named after townships.
"""

from typing import NamedTuple

from organizations.models import Unit
from organizations.services import found_unit

BUREAU = "天津市蓟州区教育局（演示）"

TOWNSHIPS = (
    "渔阳镇",
    "官庄镇",
    "马伸桥镇",
    "下营镇",
    "邦均镇",
    "别山镇",
    "尤古庄镇",
    "上仓镇",
    "下仓镇",
    "罗庄子镇",
    "白涧镇",
    "五百户镇",
    "侯家营镇",
    "桑梓镇",
    "东施古镇",
    "下窝头镇",
    "杨津庄镇",
    "出头岭镇",
    "西龙虎峪镇",
    "穿芳峪镇",
    "东二营镇",
    "许家台镇",
    "礼明庄镇",
    "东赵各庄镇",
    "孙各庄满族乡",
    "州河湾镇",
)

Kind = Unit.Kind
SCHOOLS = (
    ("第一小学", Kind.SCHOOL),
    ("中心幼儿园", Kind.KINDERGARTEN),
    ("初级中学", Kind.SCHOOL),
    ("第二小学", Kind.SCHOOL),
    ("东片小学", Kind.SCHOOL),
    ("南片教学点", Kind.TEACHING_POINT),
    ("西片小学", Kind.SCHOOL),
    ("第二幼儿园", Kind.KINDERGARTEN),
    ("北片教学点", Kind.TEACHING_POINT),
)
FEWEST = 6  # schools under a central school; the largest have all nine

DIRECT_UNITS = (
    "第一中学",
    "第二中学",
    "第三中学",
    "第四中学",
    "实验中学",
    "外国语学校",
    "职业教育中心",
    "特殊教育学校",
    "教师发展中心",
    "青少年宫",
    "第一小学",
    "第二小学",
    "第三小学",
    "实验小学",
    "第一幼儿园",
    "第二幼儿园",
    "第三幼儿园",
    "社区教育学院",
    "招生考试中心",
    "学生实践基地",
)


class District(NamedTuple):
    """The units in the order of their codes, and those the demo people of the README belong to."""

    units: list[Unit]
    bureau: Unit
    central: Unit
    school: Unit
    school_b: Unit
    direct: Unit


def found_district() -> District:
    bureau = found_unit("JZ000", BUREAU, Kind.BUREAU)
    units = [bureau]
    for position, township in enumerate(TOWNSHIPS):
        _found_township(units, bureau, township, FEWEST + position * 5 % 4)
    first_direct = len(units)
    for name in DIRECT_UNITS:
        _found(units, f"蓟州区{name}", Kind.DIRECT_UNIT, bureau)
    schools = [unit for unit in units if unit.name.endswith(("示范小学", "镇第一小学"))]
    return District(units, bureau, units[1], schools[0], schools[1], units[first_direct])


def _found_township(units: list[Unit], bureau: Unit, township: str, schools: int) -> None:
    central = _found(units, f"{township}中心学校", Kind.CENTRAL_SCHOOL, bureau)
    for name, kind in SCHOOLS[:schools]:
        is_the_model = township == TOWNSHIPS[0] and name == SCHOOLS[0][0]
        _found(units, f"{township}{'示范小学' if is_the_model else name}", kind, central)


def _found(units: list[Unit], name: str, kind: str, parent: Unit) -> Unit:
    unit = found_unit(f"JZ{len(units):03d}", name, kind, parent)
    units.append(unit)
    return unit
