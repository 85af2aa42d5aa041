"""The life of a finding in words."""

from crawler.domain.clock import SHANGHAI
from crawler.domain.finding import Outcome
from crawler.domain.finding_life import Cause, Event, State, Step
from crawler.domain.report import Place
from crawler.domain.wording import Text

STATES = {
    State.OPEN: Text("待处理", "open"),
    State.ACKNOWLEDGED: Text("已确认", "acknowledged"),
    State.DISMISSED: Text("经人工复核不成立", "dismissed"),
    State.RESOLVED: Text("已消除", "resolved"),
}
_STEPS = {
    Step.OPENED: Text("首次监测到", "first seen"),
    Step.CHANGED: Text("依据有变化", "the evidence changed"),
    Step.ACKNOWLEDGED: Text("确认", "acknowledged"),
    Step.DISMISSED: Text("复核认为不成立", "dismissed"),
    Step.REOPENED: Text("重新列为待处理", "open again"),
    Step.UPHELD: Text(
        "依据与此前人工复核时相同，沿用复核结论", "the evidence is what a person judged before: that holds"
    ),
    Step.RESOLVED: Text("不再监测到", "resolved"),
    Step.UNJUDGED: Text("暂不再判断", "no longer judged"),
    Step.JUDGED_AGAIN: Text("恢复判断，依据未变", "judged again, on the same evidence"),
}
_CAUSES = {
    Cause.FOUND: Text("", ""),
    Cause.PUBLISHED: Text("报告已公布", "the report was published"),
    Cause.REPORT_CHANGED: Text("报告内容已变更", "the report was changed"),
    Cause.READ_OTHERWISE: Text("报告未变，本系统重新识读的结果不同", "the same report is now read otherwise by us"),
    Cause.CORRECTED: Text("对识读结果的人工更正有变化", "what people corrected of our reading changed"),
    Cause.RULES_CHANGED: Text("报告未变，检查规则有调整", "the rules changed, not the report"),
    Cause.REGISTER_CHANGED: Text(
        "登记的单位信息或公布期限有调整，不是报告有改正", "the register or the due date changed; nothing was corrected"
    ),
    Cause.SURROUNDINGS: Text(
        "报告未变，所对照的其他情况有变化", "what the report is compared with changed, not the report"
    ),
    Cause.UNREADABLE: Text("现有内容不足以判断，不视为已改正", "it can no longer be decided: not taken as corrected"),
    Cause.UNSEEN: Text("未能取得报告，不视为已改正", "the report could not be seen: not taken as corrected"),
}
_PLACES = {
    "member": Text("文件{}", "file {}"),
    "sheet": Text("工作表{}", "sheet {}"),
    "page": Text("第{}页", "page {}"),
    "line": Text("第{}行", "line {}"),
    "table": Text("第{}个表格", "table {}"),
    "row": Text("第{}行", "row {}"),
    "column": Text("第{}列", "column {}"),
}


def event_words(event: Event) -> Text:
    """One step: what happened, why, and who did it."""
    step, cause = _STEPS[event.step], _CAUSES[event.cause] if event.cause is not None else Text("", "")
    day = "" if event.changed_at is None else f"{event.changed_at.astimezone(SHANGHAI):%Y-%m-%d}"
    since = Text(f"（{day}首次见到）", f" (first seen so on {day})") if day else Text("", "")
    why = Text(f"：{cause.zh}{since.zh}", f": {cause.en}{since.en}") if cause.zh else Text("", "")
    by = Text(f"（{event.by}）", f" by {event.by}") if event.by else Text("", "")
    note = Text(f"：{event.note}", f": {event.note}") if event.note else Text("", "")
    return Text(f"{step.zh}{by.zh}{why.zh}{note.zh}", f"{step.en}{by.en}{why.en}{note.en}")


def place_words(place: Place) -> Text:
    """Where in the source something stands, as a person looks for it."""
    known = [(words, value) for name, words in _PLACES.items() if (value := getattr(place, name)) is not None]
    return Text(
        "".join(words.zh.format(value) for words, value in known) or "无单独位置",
        ", ".join(words.en.format(value) for words, value in known) or "at no place of its own",
    )


def withheld_words(state: State, status: Outcome, root: str | None) -> Text:
    """Why a finding goes into no letter."""
    if state is State.DISMISSED:
        return Text("经人工复核不成立，不告知", "a person dismissed it")
    if state is State.RESOLVED:
        return Text("已不再监测到，不告知", "it is resolved")
    if root is not None:
        return Text(f"由{root}说明，随该项一并告知", f"told together with {root}, which explains it")
    if status is not Outcome.FAIL:
        return Text("须先由人工复核，不自动告知", "a person has to decide it first")
    return Text("不属于自动告知的情形，仅列入汇总", "not grave enough for a letter, or for the operator only")
