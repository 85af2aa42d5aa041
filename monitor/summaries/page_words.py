"""The fixed words of the summary page."""

from collections.abc import Mapping

from crawler.domain.wording import Text

PAGE_WORDS: Mapping[str, Text] = {
    "as_of": Text("截至", "As of"),
    "zone": Text("北京时间", "Asia/Shanghai"),
    "obliged": Text("应公布", "obliged"),
    "units": Text("家", "units"),
    "counts": Text("各状态家数", "Units by status"),
    "list": Text("各单位情况", "Unit by unit"),
    "unit": Text("单位", "Unit"),
    "kind": Text("类别", "Kind"),
    "due": Text("期限", "Due"),
    "status": Text("状态", "Status"),
    "published": Text("公布日期", "Published"),
    "findings": Text("问题", "Findings"),
    "details": Text("依据与详情", "Evidence and details"),
    "due_basis": Text("期限依据", "Basis of the due date"),
    "open": Text("（", " ("),
    "close": Text("）", ")"),
    "by": Text("前", ""),
    "report": Text("年报网址", "Report"),
    "form": Text("格式", "Form"),
    "revisions": Text("监测到的版本", "Versions seen"),
    "evidence": Text("采集记录", "What we saw"),
    "no_evidence": Text("没有采集记录", "never visited"),
    "time": Text("时间", "Time"),
    "what": Text("所见", "Seen"),
    "address": Text("网址", "Address"),
    "explains": Text("由此还涉及", "It also explains"),
    "unverifiable": Text("无法核实的单位", "Units that could not be verified"),
    "unverifiable_note": Text(
        "采集未能完整进行，不能说明是否已公布，不计入未公布。",
        "The visits were not complete, so they prove nothing; these units are not counted as missing.",
    ),
    "nobody": Text("名录中没有单位。", "The register holds no units."),
    "made_by": Text("由 gongkai 生成", "Written by gongkai"),
}
