"""A form that is counted from activities and hazards, and a campaign on it."""

from datetime import date
from typing import Any

from activities import services
from activities.models import Activity
from organizations.models import User
from returns import shipped
from tests.cast import Cast
from tests.figures.lives import june, moment
from tests.returns.campaigning import Desk, campaign_of

TENTH = june(10)
RECORDS, PEOPLE, NAMES, DIFFERENT = "launches", "attendance", "forms", "different_forms"
TIPS, COLUMNS = "tips", "media_columns"
YAML = """\
code: outreach
version: "1"
layout: table
title: 活动情况表
heads: [项目, 要求, 进展]
header: {unit: 填报单位, contact_name: 联系人, contact_phone: 电话, filled_on: 填报日期}
sections:
  - title: 启动仪式
    rows:
      - activity: 启动
        requirements: [开展启动仪式]
        prompt: 以（{forms}）等{different_forms}种形式启动{launches}场，参与{attendance}人次
      - activity: 其他
        requirements: [其他]
        prompt: 举报隐患{tips}个，开设专栏{media_columns}个
indicators:
  - {code: forms, label: 形式, type: text, aggregation: join, source: activities.launch.names,
     meaning: 启动仪式的形式}
  - {code: different_forms, label: 形式数, type: int, aggregation: sum, counted_in: 种,
     source: activities.launch.different_names, meaning: 不同的形式}
  - {code: launches, label: 启动, type: int, aggregation: sum, counted_in: 次,
     source: activities.launch.records, meaning: 启动仪式的记录}
  - {code: attendance, label: 参与, type: int, aggregation: sum, counted_in: 人次,
     source: activities.launch.people, meaning: 参加启动仪式的人次}
  - {code: tips, label: 举报, type: int, aggregation: sum, counted_in: 个,
     source: hazards.tips, meaning: 举报的隐患}
  - {code: media_columns, label: 专栏, type: int, aggregation: sum, counted_in: 个,
     source: typed, meaning: 开设的专栏}
"""


def logged(by: User, unit: Any, day: date = TENTH, **told: Any) -> Activity:
    """On its own day, as somebody would who logs what has just been held."""
    told = {"kind": "launch", "people": 40, "name": "晨会", "at": moment(day), **told}
    return services.log(by=by, unit=unit, day=day, is_confirmed=True, **told)[0]


def outreach_desk(cast: Cast, **days: Any) -> Desk:
    shipped.enter(YAML)
    return Desk(cast, campaign_of(cast.auditor, cast.units["bureau"], "outreach", **days))
