"""The categories and clauses that migration 0003 loads: those of its day. What the service ships
today is in `hazards.reference`, and is loaded after the migrations."""

from typing import NamedTuple

GUIDE = "教发厅函〔2024〕20号"
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
    "报警、灭火、消火栓、防排烟系统未按标准设置或不能正常使用，宿舍无联网探测器",
    "未经审批动火",
    "电动车或电池入室停放充电、飞线充电",
    "未经消防设计审查、验收或备案投入使用",
    "安全出口数量不足或净宽低于标准八成",
    "门窗有影响逃生救援的障碍物",
    "实验中违规使用爆炸物",
)
OTHER_SECTIONS = (
    ("local-building", "校舍", "building"),
    ("local-food", "食品", "food"),
    ("local-lab", "实验实训", "lab_chemical"),
    ("local-bus", "校车交通", "bus_traffic"),
    ("local-other", "其他", "other"),
)
LOCAL_TEXT = "经主管部门认定的其他重大隐患"


def load(categories, clauses) -> None:
    for position, kind in enumerate(CATEGORIES, start=1):
        shipped = {**kind._asdict(), "position": position}
        categories.get_or_create(code=shipped.pop("code"), defaults=shipped)
    by_code = {category.code: category for category in categories.all()}
    for number, text in enumerate(FIRE, start=1):
        told = {"section": "消防", "category": by_code["fire"], "text": text}
        code = f"fire-{number:02d}"
        clauses.get_or_create(code=code, edition=GUIDE, defaults=told)
    for code, section, category in OTHER_SECTIONS:
        told = {
            "section": section,
            "category": by_code[category],
            "text": LOCAL_TEXT,
            "is_complete": False,
        }
        clauses.get_or_create(code=code, edition=LOCAL, defaults=told)
