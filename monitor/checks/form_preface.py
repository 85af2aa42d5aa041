"""What the preface says of the report behind it."""

import re
from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from crawler.forms import outline
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.headings import loosely
from monitor.checks.passages import read_passage
from monitor.checks.reading import if_whole, is_recognised, read_text
from monitor.checks.scope import Scope

_ANNOUNCES = re.compile(r"(?:全文|报告)[^。;]{0,12}?(?:包括|由|分为)(?P<parts>[^。;]{20,}?)(?:组成|构成|。|;|$)")
_COUNTED = re.compile(r"(?P<count>[一二三四五六七八九])个?(?:部分|方面)")
_FILLING = re.compile(
    r"等?(?:共)?[一二三四五六七八九]?个?(?:部分|方面)|等$|内容|^情况|[,、;:()\d]|[一二三四五六]是|附件|附表"
)
_SHORTHAND = re.compile(
    r"(?:政府)?(?:信息)?主动公开(?:政府)?(?:信息)?|(?:政府)?(?:信息)?依?申请公开(?:政府)?(?:信息)?|(?:收到和)?处理|办理|答复|受理"
    r"|(?:申请)?(?:行政)?(?:复议|诉讼|应诉)|存在|(?:主要)?(?:问题|不足|困难)|改进|措施|下一步|打算|(?:工作)?(?:计划|安排)|总体|基本|概况|概述"
    r"|(?:其他|其它)(?:需要)?(?:报告|说明)?(?:的)?(?:事项|事宜|情况)?|情况|工作"
)
"""The words that the names of the six sections are shortened to."""
_SHORTEST_PART, _FEWEST_KNOWN = 5, 3
_NUMERALS = "零一二三四五六七八九"


@dossier_check(
    "FRM-10",
    Severity.LOW,
    Text("引言所列部分与正文相符", "the sections are those that the preface announces"),
    scope=Scope(since=2019),
)
def preface_announces_what_follows(dossier: Dossier) -> Iterator[Discrepancy]:
    """A preface that lists the parts of the report lists no others than follow, and counts them as they are.

    Wordings of the same section in preface and heading may differ. What is left of the list once all wordings that
    the outline knows, and the words they are shortened to, are taken out is a part that it does not know, such as those
    of the reports from before 2019.

    Basis: logic; the preface was taken over from an older report.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
        preface: 全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、\
存在的主要问题及改进情况、其他需要报告的事项等六个部分组成。
    Passes:
        preface: 全文包括总体情况、主动公开政府信息、依申请公开办理、复议诉讼、存在问题及改进、其他事项等六个部分。
    Fails (WARN):
        preface: 全文包括概述，主动公开政府信息情况，依申请公开政府信息情况，政府信息公开复议、诉讼情况，\
政府信息公开支出和收费，存在的主要问题和下一步打算。
    Fails (WARN):
        preface: 全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、其他需要报告的事项等四部分组成。
    """
    extraction = read_text(dossier)
    passage = read_passage(extraction.report.preface) if extraction is not None else read_passage("")
    announced = _ANNOUNCES.search(passage.plain)
    if extraction is None or announced is None or is_recognised(extraction):
        yield not_applicable("引言未列各部分", "the preface lists no parts")
        return
    seen = _of_announcement(announced["parts"], extraction.report)
    if seen is None:
        yield Discrepancy(Outcome.PASS, Text("引言所列部分与正文相符", "the preface lists what follows"))
    else:
        quote = passage.quote(announced.start(), announced.end())
        yield Discrepancy(if_whole(extraction, Outcome.WARN), seen, quotes=(quote,))


def _of_announcement(parts: str, report: Report) -> Text | None:
    """What is wrong with a list of parts; None where nothing is, or where it is no list of sections at all."""
    left, sections = loosely(parts.replace(",", "|")), 0
    for one in outline():
        labels = sorted({loosely(label) for label in (*one.accepted, *one.variants)}, key=len, reverse=True)
        found = next((label for label in labels if label in left), None)
        if found is not None:
            left, sections = left.replace(found, "|", 1), sections + 1
    if sections < _FEWEST_KNOWN:
        return None
    pieces = (_FILLING.sub("", piece) for piece in left.split("|"))
    unknown = [part for part in pieces if len(_SHORTHAND.sub("", part)) >= _SHORTEST_PART]
    if unknown:
        said = "、".join(f"“{part}”" for part in unknown)
        return Text(f"引言所列{said}，正文无此部分，请核实", f"the preface lists {said}, which no section is")
    return _miscounted(parts, report)


def _miscounted(parts: str, report: Report) -> Text | None:
    counted = _COUNTED.search(parts)
    if counted is None:
        return None
    count = _NUMERALS.index(counted["count"])
    printed = {len({one.key for one in report.sections if one.key}), len(report.sections)}
    if count in printed:
        return None
    there = max(printed)
    return Text(f"引言称{count}个部分，正文为{there}个，请核实", f"the preface counts {count} parts, there are {there}")
