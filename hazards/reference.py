"""The categories and clauses the service ships (handbook, section 2). Loading twice is harmless."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from hazards.models.classification import Category, Clause

GUIDE = "教发厅函〔2024〕20号"
# Its short forms as they were shipped at first: 4 to 9 said more or less than the guide, 10 another
# thing. What was judged by them keeps them.
FIRST, SECOND = GUIDE, f"{GUIDE}（第二版）"
LOCAL = "地方条款"


class Kind(NamedTuple):
    code: str
    label: str
    icon: str
    photo_required: bool = True


CATEGORIES = (
    Kind("fire", "消防", "fire"),
    Kind("electric", "用电", "lightning-charge"),
    Kind("gas", "燃气", "fuel-pump"),
    Kind("building", "校舍建筑", "building"),
    Kind("facility", "设施设备", "tools"),
    Kind("special_equipment", "特种设备", "gear-wide-connected"),
    Kind("lab_chemical", "实验室与危化品", "eyedropper"),
    Kind("food", "食品与饮水", "cup-hot"),
    Kind("health", "卫生防疫", "heart-pulse"),
    Kind("bus_traffic", "校车与交通", "bus-front"),
    Kind("security", "门卫与三防", "shield-lock"),
    Kind("surroundings", "校园周边", "signpost"),
    Kind("drowning", "防溺水", "water"),
    Kind("crowd", "集体活动与拥挤踩踏", "people"),
    Kind("construction", "在建施工", "cone-striped"),
    Kind("dormitory", "宿舍", "house-door"),
    Kind("weather", "自然灾害", "cloud-lightning-rain"),
    Kind("management", "制度与管理", "clipboard-check", photo_required=False),
    Kind("other", "其他", "three-dots"),
)

FIRE = (
    "未落实消防安全责任体系",
    "学生宿舍或幼儿用房在地下、半地下，或幼儿用房在四层及以上",
    "人员密集场所违规用存易燃易爆品，或用低于 A 级的彩钢夹芯板搭建",
    "报警、灭火、消火栓、防排烟系统未按标准设置或不能正常使用，或学生宿舍、午休室无联网的火灾探测器",
    "未经审批动火，或动火现场无人监护",
    "电动自行车或其电池进楼，或私拉乱接电线，或飞线充电",
    "应经消防设计审查、验收或备案而未经即施工或投入使用；校内商店、旅馆、餐饮未经消防许可开业",
    "人员密集场所安全出口数量不足，应有独立出口而没有，或净宽低于标准八成",
    "人员密集场所门窗有影响逃生救援的栅栏、网、广告牌等障碍物",
    "实验室违规存放、使用易燃易爆危险品",
)
CHECKED_ON = date(2026, 11, 30)
OTHER_SECTIONS = (
    ("local-building", "校舍", "building"),
    ("local-food", "食品", "food"),
    ("local-lab", "实验实训", "lab_chemical"),
    ("local-bus", "校车交通", "bus_traffic"),
    ("local-other", "其他", "other"),
)
LOCAL_TEXT = "经主管部门认定的其他重大隐患"


def load() -> None:
    """Add what is not there yet; what an administrator has edited stays as it is."""
    for position, kind in enumerate(CATEGORIES, start=1):
        shipped = {**kind._asdict(), "position": position}
        Category.objects.get_or_create(code=shipped.pop("code"), defaults=shipped)
    by_code = {category.code: category for category in Category.objects.all()}
    load_guide(by_code["fire"])
    for code, section, category in OTHER_SECTIONS:
        told = {
            "section": section,
            "category": by_code[category],
            "text": LOCAL_TEXT,
            "is_complete": False,
        }
        Clause.objects.get_or_create(code=code, edition=LOCAL, defaults=told)


def load_guide(category: Category) -> None:
    """The second edition in the place of the first. A clause that a bureau has replaced by an
    edition of its own, or retired, stays so."""
    for number, text in enumerate(FIRE, start=1):
        code = f"fire-{number:02d}"
        known = Clause.objects.filter(code=code)
        if known.exclude(edition=FIRST).exists() or known.exclude(retired_on=None).exists():
            continue
        known.update(retired_on=timezone.localdate())
        Clause.objects.create(
            code=code,
            edition=SECOND,
            section="消防",
            category=category,
            text=text,
            basis=f"消防安全第{number}项",
            checked_on=CHECKED_ON,
        )
