"""By which words a head, a kind of unit or a role is recognised: those lists of districts use."""

OF_UNITS = {
    "code": """
        编号 编码 代码 单位编号 单位代码 单位编码 学校代码 学校编号 学校编码 学校标识码 code
    """,
    "name": """
        名称 单位 单位名称 单位全称 学校 学校名称 学校全称 校名 全称 现名 unit school name
    """,
    "former": "曾用名 原名 原名称 曾用名称 旧名 former",
    "short": "简称 单位简称 学校简称 短名 short",
    "kind": "类型 类别 单位类型 单位类别 单位性质 性质 学校类型 学校类别 办学类型 kind type",
    "parent": """
        上级 上级单位 主管单位 所属单位 隶属 隶属单位 上级学校 所属中心学校 所属中心校 中心学校
        归属 归口 主管 parent
    """,
    "address": "地址 单位地址 学校地址 详细地址 通讯地址 address",
    "latitude": "纬度 北纬 latitude lat",
    "longitude": "经度 东经 longitude lng lon",
    "position": "经纬度 坐标 地理坐标 位置坐标 coordinates position",
    "contact": "联系人 负责人 校长 校园长 园长 联络人 单位联系人 安全联系人 contact",
    "phone": "电话 联系电话 联系方式 电话号码 办公电话 座机 单位电话 学校电话 手机 手机号 phone",
}
OF_PEOPLE = {
    "name": "姓名 名字 人员姓名 教职工姓名 人员 教师姓名 name",
    "staff_number": """
        工号 教工号 职工号 员工号 教职工号 人员编号 工作证号 职工编号 教师编号 staff staffnumber
    """,
    "phone": """
        手机 手机号 手机号码 联系电话 电话 电话号码 移动电话 联系方式 联系手机 本人手机 phone mobile
    """,
    "email": "邮箱 电子邮箱 电子邮件 邮件 email mail",
    "unit_code": "单位编号 单位代码 单位编码 学校代码 学校编号 学校编码",
    "unit": """
        单位 单位名称 学校 学校名称 所在单位 所在学校 工作单位 所属单位 任职单位 任职学校 部门
        unit school
    """,
    "roles": "角色 系统角色 身份 权限 平台角色 职责 安全职责 role roles",
    "title": "岗位 职务 职位 岗位名称 现任职务 担任职务 职务岗位 post title position",
    "starts_on": """
        起 自 从 开始 开始日期 起始日期 起始时间 任职日期 任职时间 到岗日期 到任日期 from
    """,
    "ends_on": "止 至 到 截止 结束 结束日期 截止日期 截止时间 结束时间 离任日期 离岗日期 to until",
}
# What a sheet is called that holds the one or the other.
SHEETS_OF_PEOPLE = ("人员", "人事", "用户", "教职工", "通讯录", "花名册", "people", "staff")
SHEETS_OF_UNITS = ("单位", "学校", "机构", "units", "schools")
KINDS = {
    "province": "省教育厅 教育厅 省厅 省教委 省级",
    "city": "市教育局 市局 市教委 地级市教育局 州教育局 市级",
    "bureau": "教育局 局机关 局 区教育局 县教育局 区县教育局 县市区教育局 区教体局 县教体局",
    "central_school": """
        中心学校 中心校 镇中心学校 乡镇中心学校 镇乡中心学校 中心小学 学区 学区中心校 教育集团
    """,
    "school": """
        学校 小学 中学 初中 高中 完全中学 初级中学 高级中学 九年一贯制学校 九年制学校
        十二年一贯制学校 一贯制学校 完全小学 完小 村小 村小学 职业学校 职业中学 职高 中职
        特殊教育学校 特教学校 公办小学 民办小学 公办中学 民办中学 民办学校 普通小学 普通中学
    """,
    "teaching_point": "教学点 村教学点 小学教学点 办学点",
    "kindergarten": """
        幼儿园 幼教机构 公办幼儿园 民办幼儿园 附属幼儿园 中心幼儿园 普惠性幼儿园 托儿所 托幼机构
    """,
    "direct_unit": """
        直属单位 直属学校 局直属单位 局直属学校 直属 局直 区直 区直属学校 县直 县直属学校 直属机构
        科室 教师进修学校 教研室
    """,
}
# How the name of a unit ends that says of which kind it is; the longer ending goes first.
ENDINGS = {
    "教育厅": "province",
    "区教育局": "bureau",
    "县教育局": "bureau",
    "中心学校": "central_school",
    "中心校": "central_school",
    "教学点": "teaching_point",
    "幼儿园": "kindergarten",
    "小学": "school",
    "中学": "school",
    "学校": "school",
}
ROLES = {
    "inspector": "检查员 检查人员 排查员 排查人 安全员 巡查员 隐患排查员 上报人",
    "responsible": "整改责任人 责任人 整改人 整改负责人 责任人员",
    "officer": """
        安全负责人 单位安全负责人 安全主任 安全干事 安全管理员 安全管理人员 安全分管领导
        分管安全副校长 安全副校长 安办主任
    """,
    "auditor": "审核员 审核人 局审核员 安保科审核员 局安保科审核员 安保科",
    "administrator": "管理员 系统管理员 平台管理员 超级管理员",
    "viewer": "查看 查看者 查看人 查看人员 只读 领导查看",
    "tip_handler": "举报经办 举报处理人 举报受理人",
}
# Between two roles or two names of one cell.
BETWEEN = r"[,，、;；/／|\n\r+＋和]+"
CLEARS = ("—", "——", "无", "none")
SAYS_NOTHING = ("-", "--", "/", "／", "\\")
# Around a number of degrees, and around a year and a month.
BEFORE_DEGREES, AFTER_DEGREES = "北纬|东经|[NE]", "°|度|[NE]"
YEAR_SIGN, MONTH_SIGN = "年", "月"
# What the two sheets of the template are called, whatever language somebody reads.
SHEET_OF_UNITS, SHEET_OF_PEOPLE = "单位", "人员"
CLEAR_SIGNS = "「—」「无」"
OPEN_END = ("至今", "长期", "现在", "今")
