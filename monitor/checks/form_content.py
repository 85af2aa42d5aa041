"""What sections 1, 5 and 6 have to say at least."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.passages import read_passage
from monitor.checks.phrases import join
from monitor.checks.reading import if_whole, nothing_read, read_text, section
from monitor.checks.rules import Limits
from monitor.checks.scope import Scope

_SECTIONS = {
    "s1_overview": Text("第一部分（总体情况）", "section 1 (overview)"),
    "s5_problems": Text("第五部分（存在的主要问题及改进情况）", "section 5 (problems and improvement)"),
}
_NOTHING_SAID = re.compile(
    r"(?:\d{4}年(?:度)?,?)?(?:本年度,?|本单位|本机关|我[局县市区镇乡])?(?:暂?无|没有|不存在)(?:问题|内容|情况)?[。.]?"
)
_ON_FORM_2021 = Scope(forms=frozenset({"form_2021"}), since=2021)
_FEES = re.compile(r"信息处理费|处理费|收费|收取[^。;]{0,12}费|费用")
_RESULTS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "工作考核": (re.compile(r"考核|考评|考绩|绩效|目标管理|目标责任|评比|督查激励"), "performance review"),
    "社会评议": (re.compile(r"评议|第三方评估|第三方测评|满意度|社会评价|公众评价|民意调查"), "public appraisal"),
    "责任追究": (re.compile(r"责任追究|追究[^。;,]{0,8}责任|追责|问责|追究情形"), "accountability"),
}
_PARTS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "主动公开": (re.compile(r"主动公开|公开[^。;]{0,20}信息|发布[^。;]{0,20}信息"), "disclosure of its own accord"),
    "依申请公开": (re.compile(r"申请"), "disclosure on application"),
    "政府信息管理": (
        re.compile(
            r"(?:政府|政务)?信息(?:资源)?[^。;,]{0,8}管理|管[好理][^。;,]{0,8}信息|信息发布|保密审查|审核|审定|审签|审查|归档|存档|清理|目录|规范性文件|三审"
        ),
        "management of information",
    ),
    "平台建设": (re.compile(r"平台|网站|专栏|栏目|新媒体|公众号|公开栏|专区"), "platforms"),
    "监督保障": (
        re.compile(
            r"监督|保障|考核|培训|评议|组织领导|责任|督查|督导|检查|抽查|视察|约谈|考评|绩效|负责|分管|专题研究|社会评价"
        ),
        "supervision",
    ),
}


@dossier_check(
    "FRM-16",
    Severity.MEDIUM,
    Text("第一、第五部分有实质内容", "sections 1 and 5 have something to say"),
    scope=Scope(since=2019),
    limits={"characters": "80"},
)
def sections_have_content(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """Sections 1 and 5 are neither empty nor 无, nor shorter than 80 characters; section 6 may say 无.

    A section of which we read nothing may be an image, so it only asks for a look; so does a short one. What stands
    under a heading behind it that no outline knows counts as its own.

    Basis: 条例 art. 50; 30号 (敷衍塞责). The number of characters is ours.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
        s6_other: 无。本年度未收取信息处理费。
    Fails:
        s5_problems: 无。
    Fails (WARN):
        s5_problems: 公开不够及时，将加强培训。
    Fails (WARN):
        s5_problems:
    Fails (UNDETERMINED):
        s5_problems:
        doubt: picture_not_read
    """
    extraction = read_text(dossier)
    if extraction is None:
        yield nothing_read()
        return
    for key, name in _SECTIONS.items():
        told = section(extraction.report, key)
        if told is None:
            yield not_applicable(f"未监测到{name.zh}", f"{name.en} was not found")
        else:
            yield _of_length(read_passage(told.text).plain, name, limits["characters"], extraction)


@dossier_check(
    "FRM-17",
    Severity.LOW,
    Text("政府年报报告工作考核、社会评议和责任追究结果", "a government tells of reviews, appraisal and accountability"),
    scope=Scope(kinds=frozenset({UnitKind.GOVERNMENT}), since=2019),
)
def results_are_told(dossier: Dossier) -> Iterator[Discrepancy]:
    """A government's report says something of 工作考核, 社会评议 and 责任追究; that there was none is something.

    Words that stand for them (第三方评估, 满意度, 问责…) will do, anywhere in the text.

    Basis: 条例 art. 50(4), which asks it of 各级人民政府 alone, and art. 46.
    Applies to: government; reports on 2019 and later.

    Passes:
    Passes:
        s1_overview: 年度考评结果已通报，委托第三方评估，全年无问责情形。
    Fails (WARN):
        s1_overview: 将政务公开工作纳入全县绩效考核指标体系。
    """
    extraction = read_text(dossier)
    if extraction is None:
        yield nothing_read()
        return
    yield _mentions(_RESULTS, f"{extraction.report.preface}{extraction.report.narrative}", extraction)


@dossier_check(
    "FRM-18",
    Severity.LOW,
    Text("第六部分报告信息处理费收取情况", "section 6 tells of fees for handling information"),
    scope=_ON_FORM_2021,
)
def fees_are_told(dossier: Dossier) -> Iterator[Discrepancy]:
    """Section 6 says whether 信息处理费 was taken; that none was is enough. Said elsewhere it is only told.

    It has nothing to do with 行政事业性收费 of table 2, which is other money.

    Basis: the form of 30号 (收取信息处理费情况在此处报告); 国办函〔2020〕109号.
    Applies to: every kind of unit; form_2021; reports on 2021 and later.

    Passes:
        s6_other: 本年度未收取政府信息公开信息处理费。
    Fails:
        s6_other: 无。
    Fails (INFO):
        s6_other: 无。
        add to s1_overview: 全年未收取信息处理费。
    Fails (WARN):
        s6_other:
    """
    extraction = read_text(dossier)
    told = section(extraction.report, "s6_other") if extraction is not None else None
    if extraction is None or told is None:
        yield nothing_read()
        return
    said = read_passage(told.text).plain
    if _FEES.search(said):
        yield Discrepancy(Outcome.PASS, Text("第六部分已报告收费情况", "section 6 tells of fees"))
    elif "信息处理费" in read_passage(extraction.report.narrative).plain:
        seen = Text("信息处理费情况在其他部分报告，第六部分未提及", "fees are told elsewhere, not in section 6")
        yield Discrepancy(Outcome.INFO, seen)
    else:
        seen = Text("第六部分未监测到信息处理费收取情况，请核实", "section 6 says nothing of fees")
        yield Discrepancy(if_whole(extraction, Outcome.FAIL if said else Outcome.WARN), seen, quotes=_quotes(told.text))


@dossier_check(
    "FRM-19",
    Severity.LOW,
    Text("总体情况包括五方面内容", "section 1 tells of its five matters"),
    scope=_ON_FORM_2021,
)
def overview_has_its_parts(dossier: Dossier) -> Iterator[Discrepancy]:
    """Section 1 tells of 主动公开, 依申请公开, 政府信息管理, 平台建设 and 监督保障, numbered or in one go.

    Known by words that such a matter is told with, so that a lacking heading is no finding.

    Basis: the opening of 30号.
    Applies to: every kind of unit; form_2021; reports on 2021 and later.

    Passes:
    Passes:
        s1_overview: 全年公开信息82条，未收到申请，发布前均经保密审查，在县政府网站设专栏，开展业务培训两次。
    Fails (WARN):
        s1_overview: （一）主动公开。公开信息82条。（二）依申请公开。未收到申请。（三）平台建设。优化网站栏目。
    """
    extraction = read_text(dossier)
    told = section(extraction.report, "s1_overview") if extraction is not None else None
    if extraction is None or told is None or not told.text.strip():
        yield nothing_read()
        return
    yield _mentions(_PARTS, told.text, extraction)


def _of_length(plain: str, name: Text, fewest: Decimal, extraction: Extraction) -> Discrepancy:
    if not plain:
        seen = Text(f"{name.zh}未读到文字，可能为图片，请核实", f"no text was read of {name.en}; it may be an image")
        return Discrepancy(if_whole(extraction, Outcome.WARN), seen)
    if _NOTHING_SAID.fullmatch(plain):
        seen = Text(f"{name.zh}仅称“{plain}”，请核实", f"{name.en} says but {plain!r}")
        return Discrepancy(if_whole(extraction, Outcome.FAIL), seen, quotes=(plain,))
    if len(plain) < fewest:
        seen = Text(f"{name.zh}仅{len(plain)}字，请核实", f"{name.en} has but {len(plain)} characters")
        return Discrepancy(if_whole(extraction, Outcome.WARN), seen)
    return Discrepancy(Outcome.PASS, Text(f"{name.zh}{len(plain)}字", f"{name.en} has {len(plain)} characters"))


def _mentions(matters: Mapping[str, tuple[re.Pattern[str], str]], text: str, extraction: Extraction) -> Discrepancy:
    """Whether each of some matters is spoken of in a text."""
    plain = read_passage(text).plain
    lacking = [Text(zh, en) for zh, (words, en) in matters.items() if not words.search(plain)]
    if not lacking:
        return Discrepancy(Outcome.PASS, Text("各项内容均有报告", "each of them is told"))
    named = join(lacking)
    seen = Text(f"正文未监测到{named.zh}的内容，请核实", f"the text says nothing of {named.en}")
    return Discrepancy(if_whole(extraction, Outcome.WARN), seen)


def _quotes(text: str) -> tuple[str, ...]:
    return (text.split("\n", 1)[0],) if text else ()
