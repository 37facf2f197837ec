"""What the demo people write: findings by category, and the sentences of every move."""

from demo.texts import buildings, campus, canteen_and_labs, fire_and_power
from demo.texts.finding import Finding

FINDINGS: dict[str, tuple[Finding, ...]] = {
    "fire": fire_and_power.FIRE,
    "electric": fire_and_power.ELECTRIC,
    "gas": fire_and_power.GAS,
    "building": buildings.BUILDING,
    "facility": buildings.FACILITY,
    "special_equipment": buildings.SPECIAL_EQUIPMENT,
    "lab_chemical": canteen_and_labs.LAB_CHEMICAL,
    "food": canteen_and_labs.FOOD,
    "health": canteen_and_labs.HEALTH,
    "bus_traffic": campus.BUS_TRAFFIC,
    "security": campus.SECURITY,
    "surroundings": campus.SURROUNDINGS,
    "drowning": campus.DROWNING,
    "crowd": campus.CROWD,
    "construction": buildings.CONSTRUCTION,
    "dormitory": fire_and_power.DORMITORY,
    "weather": buildings.WEATHER,
    "management": canteen_and_labs.MANAGEMENT,
    "other": campus.OTHER,
}

# How often a category comes up in a year, roughly as in a district's own reports.
WEIGHTS = {
    "fire": 20,
    "electric": 13,
    "gas": 4,
    "building": 8,
    "facility": 10,
    "special_equipment": 2,
    "lab_chemical": 3,
    "food": 8,
    "health": 4,
    "bus_traffic": 4,
    "security": 5,
    "surroundings": 3,
    "drowning": 2,
    "crowd": 3,
    "construction": 2,
    "dormitory": 4,
    "weather": 3,
    "management": 5,
    "other": 2,
}

SEND_BACK = (
    "照片看不清整改部位，请补拍近景",
    "只清理了一半，剩余部分本周内完成",
    "整改后仍不牢固，请重新加固",
    "与原照片不是同一位置，请在原处重拍",
    "没有做试验，补做后再报",
    "到场查看问题仍在，请重新整改",
)
FOUND_AGAIN = (
    "又恢复了原样，当场要求先停用",
    "修过的地方再次松动，已拍照",
    "当时清理的杂物又堆了回来",
)
REVIEW_NOTES = (
    "到场验收，整改到位",
    "与整改前照片比对，问题已消除",
    "已到现场查看，同意销号",
    "资料和照片齐全，同意销号",
    "",
)
INTERIM = (
    "拉警戒线，安排专人看守",
    "停用该区域，张贴告示，学生绕行",
    "断电上锁，设警示牌",
    "放置锥桶围挡，课间教师值守",
)
EXTENSION_REASONS = (
    "配件需要订货，供货商下周到货",
    "施工需避开上课时间，安排在周末",
    "资金审批未完成，正在走流程",
    "连续降雨，室外作业无法进行",
)
EXTENSION_REFUSALS = (
    "隐患紧邻学生通道，不宜延期，请调整力量按期完成",
    "材料本地可以购得，按原期限整改",
)
REASSIGN_REASONS = ("原方案不能根除，调整整改措施", "现场情况有变化，补充整改措施")
REOPEN_REASONS = (
    "回头看时发现同一位置问题再次出现",
    "现场照片显示整改不彻底，撤销销号",
    "雨后再看又有渗漏，重新整改",
)
RESTORE_REASONS = ("经核实确属隐患，恢复列入台账", "与所指隐患不在同一位置，恢复列入台账")
NOT_A_HAZARD = (
    "经现场核实，为正在使用的临时摆放，已当场归位，不构成隐患",
    "属正常施工状态，防护符合要求，不列入台账",
)
DUPLICATE = ("与已登记的隐患为同一位置、同一问题", "同一处隐患重复上报")
TRANSFERRED = "不属于学校管理范围，转请属地处理"
TRANSFERRED_TO = ("镇人民政府", "区城市管理部门", "区市场监管部门", "供电单位", "道路管理部门")
NOT_OURS = "这一段围墙和门前道路已划归贵校管理，请接收整改"
CONTINGENCY = (
    "出现险情立即疏散该区域师生，上报中心学校和教育局，专人看守现场",
    "发生险情先断电断气，启动应急预案，组织师生从备用通道撤离",
)
FIXED_ON_SPOT = ("当场整改完毕", "现场立即处理，已消除", "当场清理并向在场人员说明要求")
DELIST_NOTE = "整改完成，经现场验收符合摘牌条件"
