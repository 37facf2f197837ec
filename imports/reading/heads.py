"""By which words the head of a column is recognised: those school ledgers use, and English ones."""

HEADS = {
    "number": "编号 隐患编号 台账编号 原编号 隐患号 number no",
    "unit_code": "单位编号 单位代码 单位编码 学校代码 学校编号 学校编码",
    "unit": """
        单位 单位名称 学校 学校名称 校名 受检单位 被检单位 被检查单位 受检学校
        被检查学校 所属单位 隐患单位 隐患所在单位 存在隐患单位 填报单位 上报单位
        school unit
    """,
    "category": """
        类别 隐患类别 类型 隐患类型 分类 隐患分类 隐患种类 问题类别 问题类型
        category type
    """,
    "severity": "级别 隐患级别 等级 隐患等级 严重程度 程度 隐患性质 severity level",
    "clause": "判定条款 条款 判定依据 重大隐患判定依据 clause",
    "place": """
        地点 隐患地点 部位 隐患部位 存在部位 位置 隐患位置 具体位置 所在位置 场所
        隐患场所 place location
    """,
    "description": """
        隐患描述 隐患内容 隐患情况 隐患名称 存在问题 存在的问题 存在隐患 存在的隐患
        存在的安全隐患 存在安全隐患 安全隐患 问题描述 问题 具体问题 主要问题
        问题隐患 隐患问题 情况描述 描述 内容 隐患 description hazard problem
        finding
    """,
    "source": "来源 隐患来源 检查类型 检查方式 排查方式 发现方式 source",
    "is_violation": "违法违规 违法违规行为 是否违法违规 是否违法违规行为 violation",
    "found_on": """
        发现日期 发现时间 检查日期 检查时间 排查日期 排查时间 登记日期 登记时间
        日期 时间 date found
    """,
    "state": """
        状态 隐患状态 整改状态 整改情况 完成情况 销号情况 是否整改 是否完成
        是否销号 是否整改到位 是否完成整改 state status
    """,
    "found_by": "检查人 检查人员 发现人 排查人 上报人 登记人 reporter",
    "responsible": "责任人 整改责任人 整改负责人 负责人 整改人 responsible",
    "measures": "整改措施 措施 治理措施 整改要求 measures",
    "due_on": "整改期限 整改时限 期限 限期 完成时限 要求完成时间 计划完成时间 deadline due",
    "measures_taken": "整改结果 整改内容 整改完成情况 落实情况",
    "rectified_on": "整改日期 整改时间 整改完成日期 整改完成时间 完成日期 完成时间 实际完成时间",
    "closed_on": "销号日期 销号时间 验收日期 验收时间 复查日期",
    "closed_by": "销号人 验收人 复查人 复查人员 核查人",
}
# The same of a workbook of clauses.
OF_CLAUSES = {
    "code": "编号 条款编号 条目 序号 code",
    "text": "条款 内容 条款内容 简称 表述 判定情形 情形 隐患情形 text clause",
    "category": "类别 隐患类别 分类 类型 category",
    "section": "章节 部分 章 领域 section",
    "basis": "依据 判定依据 出处 条款依据 文件依据 basis",
    "wording": "原文 条款原文 原文表述 官方原文 wording",
}
# How a row begins that is a sum, or a note below the table, as regular expressions.
SUMS = "[合总小共累]计|total|sum"
NOTES = "注|备注|附注|说明|填表|制表|填报|审核|审批|负责人|签字|签名|联系|note"
# What a running number is written with besides Arabic digits.
NUMERALS = "一二三四五六七八九十百"
BESIDE_NUMERALS = "第|号|序|№|no"
