"""What a report calls itself, and whose report it says it is."""

import re
from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.normalise import normalise
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.names import Likeness, likeness, named_in, names_of_body, says_a_body
from monitor.checks.phrases import join
from monitor.checks.reading import if_whole, is_recognised, nothing_read, read_text
from monitor.checks.scope import Scope

_STANDARD = "政府信息公开工作年度报告"
_PHRASE = re.compile(r"(?:政府|政务)?信息公开.*")
_REPEATED = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,8})(?P=word)")
_YEAR_TWICE = re.compile(r"\d{4}年度.*年度报告")
_IN_THE_DOCUMENT = ("text", "page", "heading")


@dossier_check(
    "FRM-01",
    Severity.LOW,
    Text("标题为“××年政府信息公开工作年度报告”", "the title is that of an annual report, in full"),
    scope=Scope(since=2019),
)
def title_is_standard(dossier: Dossier) -> Iterator[Discrepancy]:
    """The title names the year and says 政府信息公开工作年度报告, with no word of it twice in a row.

    The year before or behind the name of the body, and what a site puts behind a title, make no difference. A title
    that only the name of a file or our recognition of an image gives is not judged; 年度 said twice is only told.

    Basis: the titles of 60号 and 30号 and of the reports that follow them.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
    Passes:
        title: 2023年云溪县民政局政府信息公开工作年度报告
    Passes (NOT_APPLICABLE):
        title: 云溪县2023年信息公开年报
        title found in: file_name
    Fails (WARN):
        title: 云溪县2023年度政府信息公开工作报告
    Fails (WARN):
        title: 云溪县2023年政府信息公开公开工作年度报告
    Fails (INFO):
        title: 云溪县2023年度政府信息公开工作年度报告
    """
    extraction = dossier.extraction
    title = extraction.report.title if extraction is not None else None
    if extraction is None or title is None or not _is_in_document(extraction):
        yield not_applicable("未监测到文内标题", "no title was read in the document")
        return
    outcome, seen = _of_title(title)
    if outcome is not Outcome.PASS and extraction.report.form is not None and is_recognised(extraction):
        outcome = Outcome.UNDETERMINED
    message = Text(f"标题为“{title}”{seen.zh}", f"the title is {title!r}{seen.en}")
    yield Discrepancy(outcome, message, quotes=() if outcome is Outcome.PASS else (title,))


@dossier_check(
    "FRM-02",
    Severity.MEDIUM,
    Text(
        "标题、引言或落款载明编制主体，且与名录一致", "title, preface or signature name the body, as the register does"
    ),
)
def body_is_named(dossier: Dossier) -> Iterator[Discrepancy]:
    """The body that made the report is named, by the name of the register or by one of its other names.

    The area in front of a name may be left out, a government be called by its place alone, and its office sign for
    it; a short form is only told, and so is another body that signs for a government, since its office for disclosure
    may be anywhere. Outside any register the names in the document are held against each other.
    A name that stands in the running text alone is told; a body that is named nowhere is the finding.

    Basis: 条例 arts. 4 and 49: each body makes a report of its own; the forms put its full name into the title.
    Applies to: every kind of unit.

    Passes:
        unit: 云溪县民政局
        unit named: 江平市云溪县民政局
        signature: 民政局
    Passes:
        unit named: 云溪县
        signature: 云溪县人民政府办公室
    Fails (INFO):
        unit: 循化撒拉族自治县人民政府
        unit named: 循化撒拉族自治县人民政府
        signature: 循化县人民政府
    Fails (INFO):
        signature: 云溪县政务服务管理局
    Fails (WARN):
        unit: 海东市循化县人民政府
        unit named: 海东市循化人民政府
    Fails:
        title: 2023年政府信息公开工作年度报告
        unit named: none
        signature: none
    """
    extraction = read_text(dossier)
    if extraction is None:
        yield nothing_read()
        return
    named = tuple(names_of_body(extraction.report))
    if not named:
        yield _named_nowhere(dossier, extraction)
        return
    known = (dossier.unit.name, *dossier.unit.aliases) if dossier.unit is not None else (named[0][1],)
    yield _held_against(named, known, extraction, by_office=dossier.kind is UnitKind.GOVERNMENT)


def _is_in_document(extraction: Extraction) -> bool:
    return extraction.report.found_by.get("title", "text") in _IN_THE_DOCUMENT


def _of_title(title: str) -> tuple[Outcome, Text]:
    plain = normalise(title)
    phrase = _PHRASE.search(plain)
    repeated = _REPEATED.search(phrase[0]) if phrase is not None else None
    if repeated is not None:
        return Outcome.WARN, Text(f"，“{repeated['word']}”疑似重复，请核实", f": {repeated['word']!r} stands twice")
    if _STANDARD not in re.sub(r"\d{4}年度?", "", plain) or "年" not in plain.replace(_STANDARD, ""):
        return Outcome.WARN, Text(f"，与“××年{_STANDARD}”不一致，请核实", f", which is not '<year>年{_STANDARD}'")
    if _YEAR_TWICE.search(plain):
        return Outcome.INFO, Text("，“年度”出现两次", ": 年度 stands in it twice")
    return Outcome.PASS, Text("", "")


def _named_nowhere(dossier: Dossier, extraction: Extraction) -> Discrepancy:
    """No title, letterhead or signature names a body; perhaps the running text does."""
    report = extraction.report
    mentioned = dossier.unit is not None and named_in(report, (dossier.unit.name, *dossier.unit.aliases))
    if mentioned or says_a_body(report):
        seen = Text(
            "标题和落款未监测到编制主体名称，仅正文提及", "title and signature name no body; only the running text does"
        )
        return Discrepancy(Outcome.INFO, seen, severity=Severity.LOW)
    seen = Text(
        "标题、引言和落款均未监测到编制主体名称，请核实", "neither title nor preface nor signature names the body"
    )
    return Discrepancy(if_whole(extraction, Outcome.FAIL), seen)


def _held_against(
    named: tuple[tuple[Text, str], ...], known: tuple[str, ...], extraction: Extraction, *, by_office: bool
) -> Discrepancy:
    """How the names in a document are like those that are known: the least like of them decides."""
    alike = [max(likeness(name, other) for other in known) for _, name in named]
    said = join(Text(f"{place.zh}“{name}”", f"{place.en} {name!r}") for place, name in named)
    least = min(alike)
    quotes = tuple(name for (_, name), how in zip(named, alike, strict=True) if how < Likeness.SAME)
    if least is Likeness.SAME:
        return Discrepancy(Outcome.PASS, Text(f"编制主体：{said.zh}", f"the body: {said.en}"))
    if least is Likeness.SHORT:
        return Discrepancy(
            Outcome.INFO,
            Text(f"编制主体名称有简称：{said.zh}", f"a short name: {said.en}"),
            (),
            Severity.LOW,
            None,
            quotes,
        )
    by_office = by_office and alike[0] is Likeness.SAME and quotes == (extraction.report.signature,)
    outcome = Outcome.INFO if by_office else if_whole(extraction, Outcome.WARN)
    seen = Text(
        f"编制主体名称不一致：{said.zh}，应为“{known[0]}”，请核实",
        f"the body is named otherwise than {known[0]!r}: {said.en}",
    )
    return Discrepancy(outcome, seen, (), Severity.LOW, None, quotes)
