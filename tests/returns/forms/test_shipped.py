"""The forms the service ships, held against the handbook's table and the notice's own words."""

import re

import pytest

from returns import shipped
from returns.forms.shape import (
    ALLYES,
    AT_MOST,
    BLOCK,
    INT,
    JOIN,
    SUM,
    TEXT,
    TOGETHER_WITH,
    WARN,
    YES_NO,
    Blank,
    blanks,
    pieces,
)
from returns.models import FormTemplate
from tests.returns.campaigning import template

COUNTED = {
    "hazards_investigated_rectified": "hazards.rectified",
    "violations_investigated": "hazards.violations",
    "hazards_raised_by_tips": "hazards.tips",
}
# The handbook's table: code, unit of count; text and yes/no by what stands there instead.
ANNEX = """
launch_forms text · launch_sessions 场次 · study_group_sessions 次 · study_group_attendance 人次 ·
online_class_sessions 场 · online_class_attendance 人次 · study_columns_opened 个 ·
hazard_columns_opened 个 · hazards_investigated_rectified 个 · hazard_hunt_sessions 场次 ·
violations_investigated 次 · hazards_raised_by_tips 个 · open_day_staff_attendance 人次 ·
venue_panorama_views 人次 · open_day_sessions_held 场次 · open_day_held_attendance 人次 ·
innovative_activity_names text · innovative_activity_sessions 场 ·
innovative_activity_attendance 人次 · school_outreach_sessions 场 ·
school_outreach_participants 人 · media_reports 次 · good_practices_publicised 条 ·
problems_exposed 条 · special_tour_sessions 次 · online_tour_sessions 次 · tips_received 条次 ·
tipsters_rewarded 人 · news_from_leads 次 · in_annual_priorities yes_no ·
coordination_mechanism_built yes_no · resources_guaranteed yes_no · slogans_banners_posted 个 ·
psa_items_produced 部 · linked_to_hot_issues yes_no ·
linked_to_epidemic_and_rectification yes_no · linked_to_duties_no_formalism yes_no
"""
CHECKS = {
    "launch_sessions": (TOGETHER_WITH, "launch_forms", BLOCK),
    "study_group_attendance": (TOGETHER_WITH, "study_group_sessions", WARN),
    "online_class_attendance": (TOGETHER_WITH, "online_class_sessions", WARN),
    "open_day_held_attendance": (TOGETHER_WITH, "open_day_sessions_held", WARN),
    "innovative_activity_sessions": (TOGETHER_WITH, "innovative_activity_names", BLOCK),
    "innovative_activity_attendance": (TOGETHER_WITH, "innovative_activity_sessions", WARN),
    "school_outreach_participants": (TOGETHER_WITH, "school_outreach_sessions", WARN),
    "tipsters_rewarded": (AT_MOST, "tips_received", BLOCK),
    "news_from_leads": (AT_MOST, "tips_received", BLOCK),
}


@pytest.fixture
def annex(db):
    return template().form


@pytest.fixture
def monthly_form(db):
    return template("monthly").form


def test_the_annex_holds_the_indicators_of_the_handbook_in_their_order(annex):
    expected = [tuple(item.split()) for item in ANNEX.split("·")]
    kinds = {"text": TEXT, "yes_no": YES_NO}
    told = [(i.code, i.counted_in if i.type == INT else i.type) for i in annex.indicators]
    assert told == expected
    assert [i.type for i in annex.indicators] == [kinds.get(word, INT) for _, word in expected]


def test_the_annex_has_29_numbers_2_texts_and_6_yes_or_no_in_43_brackets(annex):
    kinds = [i.type for i in annex.indicators]
    assert (len(kinds), kinds.count(INT), kinds.count(TEXT), kinds.count(YES_NO)) == (37, 29, 2, 6)
    brackets = [blank for row in rows(annex) for blank in blanks(row.prompt)]
    assert len(brackets) == len(set(brackets)) == 43
    asked = list(dict.fromkeys(blank.code for blank in brackets))
    assert asked == [i.code for i in annex.indicators]


def test_numbers_are_summed_texts_joined_and_yes_is_yes_of_all(annex):
    going_up = {INT: SUM, TEXT: JOIN, YES_NO: ALLYES}
    assert all(i.aggregation == going_up[i.type] for i in annex.indicators)


def test_three_figures_come_from_the_ledger_and_the_rest_is_typed(annex):
    assert {i.code: i.source for i in annex.derived} == COUNTED
    assert len(annex.typed) == 34


def test_the_annex_carries_the_checks_of_the_handbook(annex):
    told = {i.code: tuple((c.kind, c.other, c.level) for c in i.checks) for i in annex.indicators}
    assert {code: checks for code, checks in told.items() if checks} == {
        code: (check,) for code, check in CHECKS.items()
    }


def test_every_indicator_says_in_words_what_it_means(annex, monthly_form):
    for indicator in (*annex.indicators, *monthly_form.indicators):
        assert len(indicator.meaning) >= 6 and indicator.label, indicator.code


def test_the_monthly_form_has_twelve_columns_that_are_all_counted(monthly_form):
    columns = [code for section in monthly_form.sections for code in section.columns]
    assert columns == [i.code for i in monthly_form.indicators] == [
        "units_inspected", "general_found", "general_rectified", "general_rate", "major_found",
        "major_closed", "major_rate", "major_planned", "major_five_in_place", "major_listed",
        "major_listed_by_province", "funds",
    ]  # fmt: skip
    assert monthly_form.typed == []
    rates = {i.code: (i.numerator, i.denominator) for i in monthly_form.indicators if i.numerator}
    assert rates == {
        "general_rate": ("general_rectified", "general_found"),
        "major_rate": ("major_closed", "major_found"),
    }


# --- The words of the notice ---------------------------------------------------------------


def rows(form):
    return [row for section in form.sections for row in section.rows]


def squeezed(text: str) -> str:
    """Without what a typist leaves open: spaces, and which of the two sorts of bracket."""
    return re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")


def printed(prompt: str) -> str:
    return squeezed("".join("" if isinstance(p, Blank) else p for p in pieces(prompt)))


def test_title_header_heads_and_footnote_are_the_notices(annex):
    assert annex.title == "“安全生产月”活动进展情况统计表"
    assert list(annex.header.values()) == ["填报单位（盖章）", "联系人", "电话", "填报日期"]
    assert list(annex.heads) == ["活动项目", "内容要求", "进展情况"]
    assert annex.footnote == "注：此表镇乡中心学校汇总后上报，直属单位直接上报"
    titles = [section.title for section in annex.sections]
    assert titles == ["“安全生产月”活动", "“安全生产专题行”活动", "加强组织落实"]


# As the notice prints it: activity, | requirement, | sentence with brackets; lines end anywhere.
NOTICE = """
举办“安全生产月”活动启动仪式
|启动仪式形式多样，参与范围广泛，效果良好。
|以（ ）等形式启动“安全生产月”活动（ ）场次。
||
深入学习贯彻习近平总书记关于安全生产重要论述
|安排理论学习中心组专题学习；开展习近平总书记关于安全生产重要论述网络课堂培训；在报刊、广播、网络
、新媒体等平台开设专栏专题。
|安排理论学习中心组专题学习（ ）次，参与（ ）人次； 开展网络课堂培训( )场，参与（ ）人次； 在报刊
、广播、网络、新媒体等平台开设专栏专题（ ）个。
||
开展“排查整治 进行时”专题活动
|在媒体平台开设相关专栏专题，加强示范引领和警示教育；对涌现的先进典型和经验做法、成果，制作专题视
频在电视栏目播放，在各类媒体平台发布；加强典型事故案例剖析，制作警示教育片，组织人员在线观看；对
重点场所、关键环节安全风险隐患进行全面深入排查整治；发动学校开展“查找身边隐患”等活动，积极举报
风险隐患，排查安全违法违规行为。
|在各类媒体开设专栏专题（ ）个； 排查整治安全风险隐患（ ）个；学校开展“查找身边隐患”等（ ）场次
，排查安全违法违规行为（ ）次，举报风险隐患（ ）个。
||
开展网上“全国安全宣传咨询日”活动
|积极组织教职员工参与线上“公众开放日”、安全体验场馆360全景示范展示；结合实际，利用各类媒体、网
站、手机应用程序等，创新开展直播互动、网上展厅、线上安全体验、H5安全互动游戏等活动。
|组织教职员工参与线上“公众开放日”（ ）人次，观看安全体验场馆360全景示范展示（ ）人次，开展线上
“公众开放日”（ ）场次，参与（ ）人次； 创新开展（ ）活动（ ）场，参与（ ）人次。
||
扎实推进安全宣传“五进”工作
|采取线上安全教育培训、专家指导服务、安全承诺等形式，重点围绕开学、复课学生安全防控和居家学生生活
安全教育，开展安全宣传进学校活动；
|开展安全宣传进学校活动（ ）场，参与（ ）人；
||
-
|紧紧围绕排查整治阶段工作要求，曝光突出问题和重大隐患，宣传推广经验做法，推动落实安全生产主体责任
，不断强化安全生产工作。围绕专项整治三年行动起步开局，组织宣传报道排查治理安全隐患情况，反映整改
措施，及时宣传经验做法；及时曝光重点场所和关键环节安全风险隐患排查治理过程中发现的问题。 开展“
专题行”“网上行”等宣传报道活动。
|组织宣传报道( )次，宣传经验做法（ ）条，曝光问题（ ）条。 开展 “专题行”( )次、“网上行”( )次
。
||
-
|畅通群众和媒体监督渠道，利用电信、网络手段，发挥12350举报投诉热线和举报电话、微信微博等平台作用
，鼓励引导广大师生举报重大隐患和违法违规行为；根据举报线索组织新闻媒体进行报道，及时开展案例警示
教育。
|接收各类举报( )条次，奖励( )人，根据线索开展新闻报道（ ）次。
||
加强组织领导
|将“安全生产月”和“安全生产专题行”活动纳入全年安全生产重点工作计划，与业务工作同谋划、同部署、
同检查、同落实。要建立健全多部门合作、有关方面协同参与的工作机制，明确分工、细化任务、精心落实。
|是否已将“安全生产月”和“安全生产专题行”活动纳入全年安全生产重点工作：（ ）是 （ ）否 是否已建
立健全党委领导、多部门合作、有关方面协同参与的工作机制：（ ）是（ ）否 是否已做好人力、物力和相
关经费等保障：（ ）是（ ）否
||
营造浓厚氛围
|广泛张贴或悬挂安全标语、横幅、挂图等，在电子显示屏、楼宇广告屏持续滚动播放安全公益广告等。
|在公共场所张贴、悬挂安全标语、横幅、挂图等( )个；制作、播放安全公益广告等安全宣传品（ ）部。
||
确保活动实效
|与解决当前安全发展、安全生产中的热点难点问题相结合，与精准落实常态化疫情防控、复工复产安全防范、
安全生产专项整治等各项工作相结合，与推动落实各方面安全生产责任相结合，着力解决重点难点问题，防止
脱离实际、简单化部署，防止搞形式主义、走过场。
|是否与解决当前安全发展、安全生产中的热点难点问题相结合：（ ）是 （ ）否 是否与精准落实常态化疫情
防控、复工复产安全防范、安全生产专项整治等各项工作相结合：（ ）是 （ ）否 是否与推动落实各方面安
全生产责任相结合，突出重点行业领域，着力解决重难点问题，防止脱离实际、简单化部署，防止搞形式主义
、走过场：（ ）是（ ）否
"""


def test_every_row_says_what_the_notice_says(annex):
    told = [
        (squeezed(row.activity), squeezed("".join(row.requirements)), printed(row.prompt))
        for row in rows(annex)
    ]
    expected = [squeezed(row).split("|") for row in NOTICE.split("||")]
    assert told == [(activity.strip("-"), *others) for activity, *others in expected]
    assert [len(section.rows) for section in annex.sections] == [5, 2, 3]


def test_no_campaign_is_opened_on_an_earlier_version_once_a_newer_one_is_entered(db):
    newest = FormTemplate.objects.filter(code="monthly").get(retired_on=None)
    assert shipped.enter(newest.source.replace('version: "3"', 'version: "4"', 1))
    in_use = FormTemplate.objects.filter(code="monthly", retired_on=None)
    assert [form.version for form in in_use] == ["4"]
    assert not shipped.enter(newest.source)
    assert [form.version for form in in_use.all()] == ["4"]
