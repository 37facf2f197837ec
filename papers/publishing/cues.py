"""The cues: what in a text for the public may name or point to somebody, each with the reason.

They are data, and written for text as `papers.publishing.folding` leaves it: without spaces, dashes
and dots, in half width and small letters. A cue is no verdict: somebody rewords the text, or says
of this very cue that it names nobody. So what is doubtful stands here; only what is known to be
said of a thing or a room (学生宿舍, 门卫室) is left out.
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from papers.publishing.surnames import SURNAME

DIGIT = "[0-9〇零一二三四五六七八九幺]"
HAN = r"[\u3400-\u9fff\U00020000-\U000323af·]"
WHO = "who"  # the group of a pattern that is the person; the whole of it where there is none


class Hides(Enum):
    """What stands in a text where a cue was found; only the first two are hidden by themselves."""

    NAME = "name"
    NUMBER = "number"
    WORD = "word"


class Cue(NamedTuple):
    """`pattern` finds it, and never begins or ends inside one of `harmless`."""

    code: str
    label: str | Promise
    reason: str | Promise
    pattern: re.Pattern[str]
    hides: Hides = Hides.WORD
    harmless: re.Pattern[str] | None = None


def either(words: str) -> str:
    """A pattern of words parted by spaces, the longest tried first."""
    return "(?:" + "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True)) + ")"


def words_of(words: Iterable[str] | str) -> re.Pattern[str]:
    return re.compile(either(words if isinstance(words, str) else " ".join(words)))


TIPSTER = words_of(
    "举报 舉報 检举 檢舉 投诉 投訴 告发 揭发 匿名 爆料 吹哨人 "
    "反映人 知情人 来电人 来信人 信访人 线索提供"
)
PUPIL = words_of(
    "学生 學生 同学 同學 幼儿 孩子 小孩 男孩 女孩 儿童 小朋友 男生 女生 班长 学号 学籍 "
    "新生 毕业生 住校生 走读生 留守"
)
PARENT = words_of(
    "家长 家長 儿子 女儿 孙子 孙女 父亲 母亲 爸爸 妈妈 爷爷 奶奶 外公 外婆 姥姥 姥爷 "
    "监护人 监護人 之子 之女 之父 之母"
)
STAFF = words_of(
    "门卫 門衛 保安 保洁 宿管 校医 厨师 厨工 司机 驾驶员 电工 水工 维修工 施工员 "
    "教师 老师 教師 老師 "
    "班主任 辅导员 校长 校長 园长 主任 书记 师傅 師傅 阿姨 职工 员工 安全员 责任人 负责人 值班人员 "
    "当班人员 临时工"
)
ROOMS = (
    "宿舍 寝室 公寓 食堂 餐厅 办公室 办公区 休息室 活动室 值班室 等候区 接待室 卫生间 厕所 洗手间 "
    "淋浴间 通道 出入口 大门 用房 宿舍楼 宿舍区 公寓楼 浴室 床铺 课桌 座椅 校服 用车 专车 校车"
)
OF_A_ROOM = f"{either(ROOMS)}"
HARMLESS_PUPIL = re.compile(
    rf"(?:幼儿园|儿童节|儿童乐园|孩子王|(?:学生|學生|幼儿|儿童|男生|女生){OF_A_ROOM})"
)
HARMLESS_PARENT = re.compile(rf"(?:家长学校|家长会|家长委员会|(?:家长|家長){OF_A_ROOM})")
HARMLESS_STAFF = re.compile(
    rf"(?:{STAFF.pattern}(?:室|处(?![置理罚分])|岗亭|岗位|亭|房)|"
    rf"(?:教师|老师|教師|老師|职工|员工|保安|值班人员){OF_A_ROOM})"
)
CONTACT = words_of("电话 電話 手机 手機 座机 微信 qq 邮箱 联系方式 家庭住址 住址 家住 地址")
HARMLESS_CONTACT = re.compile(
    r"(?:(?:消防|应急|报警|值班|内部|固定)电话|电话(?:线|机|亭|插座|线路|布线)|手机(?:柜|架|袋|充电)|网络地址)"
)
PAPERS = words_of("身份证 身份證 护照 户口 学籍号 考号 工号 社保 银行卡 卡号 驾驶证 准考证")
NAMING = re.compile(
    r"(?:姓名|名字|名叫|我叫|我是|叫做|名为|当事人|联系人|经办人|上报人|报告人|发现人|本人)"
    rf"[为是叫:：,，]?(?P<{WHO}>{HAN}{{0,4}})"
)
OFTEN = (
    "[王李张刘陈杨赵周吴徐孙胡朱林何郭罗梁宋郑谢韩唐董曹袁邓许傅沈彭吕苏"
    "蒋蔡贾魏薛潘杜戴钟姚谭廖邹陆郝]"
)
SOME = re.compile(rf"(?:某某|某同学|某甲|某乙|某人|{SURNAME}某{{1,2}}|[小老阿]{OFTEN})")
TITLE = either(
    "老师 老師 同学 同學 师傅 師傅 主任 校长 校長 园长 先生 女士 小姐 阿姨 医生 护士 书记 经理 "
    "队长 "
    "科长 局长 处长 教练 教授 大爷 大妈 大叔 叔叔"
)
CALLED = "[工哥姐嫂]"  # behind a bare surname alone
TITLED = re.compile(
    rf"(?P<{WHO}>{SURNAME}(?:{HAN}{{0,2}}?(?={TITLE})|(?={CALLED})))(?:{TITLE}|{CALLED})"
)
HARMLESS_TITLED = re.compile(
    r"(?:施工|竣工|开工|停工|完工|动工|员工|职工|工程|工具|工作|工地|工人|工艺|安全|常务|总务|教务)"
)
ROOM_OF = re.compile(
    rf"(?P<{WHO}>{SURNAME}{HAN}{{1,2}}?)(?:的)?(?:办公室|宿舍|寝室|家(?![长長人属庭具电用校常])|工位|办公桌|座位|床位|床铺|柜子|抽屉)"
)
HARMLESS_ROOM_OF = re.compile(
    r"(?:(?:高[一二三](?:年级)?|党支部|财务|总务|安全|安保|教务|政教|综合|后勤|纪检|团委|工会|平房|周转|"
    r"金工|单身|单人|公共|教师|男生|女生|全体)(?:组|部|处|科)?(?:办公室|宿舍|寝室)|"
    r"国家|大家|专家|厂家|商家|店家|农家)"
)
ACTING = re.compile(
    rf"(?:由|请|找|据|让|问|叫|向|给|被)(?P<{WHO}>{SURNAME}{HAN}{{1,2}}?)"
    r"(?=说|称|反映|报告|告知|负责|发现|处理|修|换|管理|打|摔|受伤|联系|[，。、；：！？,;:!?]|$)"
)
HARMLESS_ACTING = re.compile(r"(?:由于|给水|给排水|向阳|被子|被单)")
BEFORE = (
    r"(?:^|(?<=[，。、；：！？,;:!?和与及跟对让使的人员工长])|"
    + "|".join(
        f"(?<={who})"
        for who in ["门卫", "保安", "学生", "同学", "家长", "老师", "孩子", "保洁", "司机"]
    )
    + ")"
)
BEHIND = (
    "(?:某|摔|跌|撞|烫|受伤|骨折|晕|昏|说|称|讲|反映|报告|发现|告诉|告知|负责|脱岗|睡岗|离岗|"
    "未(?:戴|持|穿|到|按|在)|没(?:戴|来|到|有)|不在|把|将|被|用手|私自|擅自|违规|经常|多次|住|管|打|骂|"
    "欺|偷|抽烟|吸烟|酒后|等(?:人|$)|[两三]人|同|已|修|换|睡|值班|拿|踩|爬|掉|坠|滑|从)"
)
# A bare name, between where a sentence begins and what people do. Of 294 descriptions and repairs
# of the demo district, in which nobody is named, it finds six; those stand in the second pattern.
LIKELY = re.compile(
    rf"{BEFORE}(?P<{WHO}>{SURNAME}{HAN}{{1,2}}?)"
    rf"(?={BEHIND}|[和与及跟、]{SURNAME}{HAN}{{1,2}}|[，。；,;]?$)"
)
HARMLESS_LIKELY = re.compile(r"(?:管[路理道线]|易[滑燃爆碎断]|车[辆速棚库位道门]|龙头)")
NUMBER = re.compile(rf"\+?{DIGIT}{{6,}}x?")
MAIL = re.compile(r"[\w+]+@\w+")
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领学警港澳][a-z][a-z0-9]{5,6}"
)
CLASS = re.compile(rf"(?:(?:{DIGIT}年级|[高初][一二三1-3]){DIGIT}{{1,2}}|{DIGIT}{{1,4}})班")
HARMLESS_CLASS = re.compile(rf"{DIGIT}{{1,4}}班(?:教室|门口|窗户|走廊|前门|后门)")
ROOM = re.compile(
    rf"(?P<{WHO}>[a-z]?{DIGIT}{{3,4}})(?:号)?(?:室|房间|房|宿舍|寝室|办公室)|(?P<bed>{DIGIT}+)号?(?:床位|床铺|床|铺位)"
)

CUES = (
    Cue(
        "tipster",
        _("tip"),
        _("Who tipped is protected; that there was a tip leads to who it was."),
        TIPSTER,
        harmless=words_of("举报箱 举报电话牌 投诉箱"),
    ),
    Cue("pupil", _("pupil"), _("A pupil may be recognised."), PUPIL, harmless=HARMLESS_PUPIL),
    Cue(
        "class",
        _("class"),
        _("A class is small: what befell somebody in it says who."),
        CLASS,
        harmless=HARMLESS_CLASS,
    ),
    Cue("parent", _("parent"), _("Family leads to a pupil."), PARENT, harmless=HARMLESS_PARENT),
    Cue(
        "staff",
        _("staff"),
        _("Where only one person has this post, the post is a name."),
        STAFF,
        harmless=HARMLESS_STAFF,
    ),
    Cue(
        "titled",
        _("surname with a title"),
        _("A surname with a title is how people here are called."),
        TITLED,
        Hides.NAME,
        HARMLESS_TITLED,
    ),
    Cue("named", _("a name is announced"), _("A name follows such a word."), NAMING, Hides.NAME),
    Cue(
        "somebody",
        _("somebody half named"),
        _("Whoever is there knows who is meant."),
        SOME,
        Hides.NAME,
    ),
    Cue(
        "acting",
        _("somebody who acts"),
        _("Here a name is usual: somebody does or says something."),
        ACTING,
        Hides.NAME,
        HARMLESS_ACTING,
    ),
    Cue(
        "likely",
        _("what looks like a name"),
        _("A surname and what people do stand beside each other."),
        LIKELY,
        Hides.NAME,
        HARMLESS_LIKELY,
    ),
    Cue(
        "room_of",
        _("somebody’s room"),
        _("A room is named by the person who uses it."),
        ROOM_OF,
        Hides.NAME,
        HARMLESS_ROOM_OF,
    ),
    Cue(
        "room",
        _("number of a room or bed"),
        _("A room or bed number says who lives or works there."),
        ROOM,
        Hides.NUMBER,
    ),
    Cue(
        "contact",
        _("way to reach somebody"),
        _("Phones and addresses are personal data."),
        CONTACT,
        harmless=HARMLESS_CONTACT,
    ),
    Cue("papers", _("personal document"), _("Personal documents name one person."), PAPERS),
    Cue(
        "number",
        _("long number"),
        _("Six digits or more may be a phone, an identity card or a staff number."),
        NUMBER,
        Hides.NUMBER,
    ),
    Cue("mail", _("mail address"), _("A mail address names a person."), MAIL, Hides.NUMBER),
    Cue("plate", _("number plate"), _("A number plate leads to its owner."), PLATE, Hides.NUMBER),
)
# Two that are found by what the ledger knows, not by a pattern.
NEVER = re.compile(r"(?!)")
REGISTERED = Cue(
    "registered",
    _("registered name"),
    _("Somebody of this unit or around it has this name, or had it."),
    NEVER,
    Hides.NAME,
)
FROM_A_TIP = Cue(
    "from_a_tip",
    _("hazard of a tip"),
    _("It came of a tip, and these are own words: nothing in them may lead to who tipped."),
    NEVER,
)
BY_CODE = {cue.code: cue for cue in (*CUES, REGISTERED, FROM_A_TIP)}
