"""The fixed words of the scorecard."""

from collections.abc import Mapping

from crawler.domain.wording import Text

PAGE_WORDS: Mapping[str, Text] = {
    "as_of": Text("截至", "As of"),
    "zone": Text("（北京时间）", " (Asia/Shanghai)"),
    "rate": Text("按期率", "On-time rate"),
    "of": Text("按期 {} 家，共判断 {} 家", "{} on time of {} that are decided"),
    "left_out": Text(
        "另有 {} 家未到期、日期待核实或核实中，不计入按期率。",
        "{} more are not due yet, or being verified: they count neither way.",
    ),
    "none_decided": Text("尚无可判断的单位", "nothing is decided yet"),
    "units": Text("各单位情况", "Unit by unit"),
    "counts": Text("各情形家数", "Units by state"),
    "unit": Text("单位", "Unit"),
    "state": Text("情况", "State"),
    "due": Text("期限", "Due"),
    "published": Text("公布日期", "Published"),
    "report": Text("年报网址", "Report"),
    "evidence": Text("采集记录", "What we saw"),
    "time": Text("时间", "Time"),
    "seen": Text("所见", "Seen"),
    "address": Text("网址", "Address"),
    "no_evidence": Text("核实结束前不展示采集记录。", "What was seen is shown when it is verified."),
    "basis": Text("期限依据", "Basis of the due date"),
    "how": Text("说明", "How to read this"),
    "caution": Text(
        "本页由系统自动采集生成。“未监测到”不等于没有公布；网站无法访问的单位不作判断。",
        "This page was made by a program. “Not seen” does not mean that nothing was published; where a site could "
        "not be seen nothing is said.",
    ),
    "dispute": Text("认为有误？请联系：", "Something wrong here? Tell us:"),
    "back": Text("返回总表", "Back to all units"),
    "data": Text("数据：", "Data:"),
    "dash": Text("—", "—"),
}
