"""What operators call our jobs, what becomes of them, the channels, and what people did, in the reader's language."""

from collections.abc import Mapping

from crawler.domain.wording import Text

_JOBS = {
    "crawl": Text("全面采集", "crawl"),
    "missing": Text("采集未公布单位", "crawl of those missing"),
    "revisions": Text("复查已公布报告", "check for revisions"),
    "roster": Text("核对名录网址", "check of the register"),
    "monitor": Text("评判", "judging"),
    "summary": Text("汇总", "summary"),
    "alert": Text("写入通知", "writing messages"),
    "deliver": Text("发送通知", "sending messages"),
    "watch": Text("检查运行状况", "watch over ourselves"),
}
_ENDS = {
    "due": Text("待运行", "due"),
    "claimed": Text("运行中", "running"),
    "done": Text("完成", "done"),
    "failed": Text("失败", "failed"),
    "skipped": Text("已跳过", "skipped"),
    "stopped": Text("已停止", "stopped"),
    "running": Text("运行中", "running"),
    "rule errors": Text("完成，有规则出错", "done, with checks that crashed"),
}
_CHANNELS = {
    "mail": Text("邮件", "mail"),
    "webhook": Text("接口推送", "webhook"),
    "wecom": Text("企业微信", "WeCom"),
    "dingtalk": Text("钉钉", "DingTalk"),
    "feishu": Text("飞书", "Feishu"),
}
_KINDS = {
    "reminder": Text("到期提醒", "reminder"),
    "notice": Text("情况告知", "notice"),
    "escalation": Text("报送上级", "escalation"),
    "correction": Text("更正", "correction"),
    "trouble": Text("系统故障", "trouble"),
}
_ACTS = {
    "sign-in": Text("登录", "signed in"),
    "sign-in.refused": Text("登录被拒", "sign-in refused"),
    "sign-out": Text("退出登录", "signed out"),
    "password.change": Text("修改密码", "changed the password"),
    "password.reset": Text("重设密码", "chose a new password"),
    "password.refused": Text("原密码有误", "wrong password"),
    "account.set-up": Text("建立管理员账号", "made the first account"),
    "account.add": Text("新增账号", "added an account"),
    "account.roles": Text("修改权限", "changed roles"),
    "account.disable": Text("停用账号", "disabled an account"),
    "account.enable": Text("启用账号", "enabled an account"),
    "account.reset": Text("发放重设密码链接", "gave a link to a new password"),
    "account.identity": Text("关联身份标识", "linked an identity"),
    "token.make": Text("新建令牌", "made a token"),
    "token.revoke": Text("撤销令牌", "revoked a token"),
    "message.retry": Text("重新发送", "had a message tried again"),
    "message.drop": Text("撤下消息", "dropped a message"),
    "message.acknowledge": Text("确认知悉", "took note of a message"),
    "finding.acknowledge": Text("确认问题属实", "acknowledged a finding"),
    "finding.dismiss": Text("复核不成立", "dismissed a finding"),
    "finding.reopen": Text("重新列为待处理", "reopened a finding"),
    "finding.assign": Text("交办问题", "assigned a finding"),
    "finding.note": Text("备注问题", "noted on a finding"),
    "figure.correct": Text("更正数字", "corrected a figure"),
    "correction.withdraw": Text("撤回更正", "withdrew a correction"),
}

DETAILS = {
    "name": Text("名称", "name"),
    "note": Text("理由", "note"),
    "role": Text("权限", "role"),
    "roles": Text("权限", "roles"),
    "area": Text("区域", "area"),
    "days": Text("天数", "days"),
    "assignee": Text("交给", "given to"),
    "by": Text("方式", "by"),
    "recipient": Text("收件方", "recipient"),
    "unit": Text("单位", "unit"),
    "year": Text("报告年度", "year"),
    "cell": Text("单元格", "cell"),
    "value": Text("数字", "value"),
    "issuer": Text("认证方", "issuer"),
    "subject": Text("标识", "subject"),
}
"""What is noted of an act, by its name in the log."""


def job_words(name: str) -> Text:
    """A job by its name; one that is not of the plan is named as it is."""
    return _of(_JOBS, name)


def end_words(outcome: str | None) -> Text | None:
    """How a run or a slot ended."""
    return None if outcome is None else _of(_ENDS, outcome)


def channel_words(name: str) -> Text:
    """A channel as people know it."""
    return _of(_CHANNELS, name)


def kind_words(name: str) -> Text:
    """What a message is for."""
    return _of(_KINDS, name)


def act_words(action: str) -> Text:
    """What somebody did, of the audit log."""
    return _of(_ACTS, action)


def _of(known: Mapping[str, Text], name: str) -> Text:
    return known.get(name, Text(name, name))
