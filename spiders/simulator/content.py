"""An annual report as a government writes it: title, preface, six sections, three tables, signature."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape

from crawler.domain.report import Address
from spiders.simulator.figures import Figures
from spiders.simulator.forms import FORMS, TOTAL, Form
from spiders.simulator.sentences import Narrative, narrative
from spiders.simulator.tables import Grid, disputes_grid, proactive_grid, requests_grid, to_html, to_text


class TitleStyle(StrEnum):
    """How a title names the unit and the year; an article of NO_UNIT leaves the unit to the link that leads to it."""

    FULL = "{unit}{year}年政府信息公开工作年度报告"
    YEAR_FIRST = "{year}年{unit}政府信息公开工作年度报告"
    YEAR_DOUBLED = "{unit}{year}年度政府信息公开工作年度报告"
    SHORT = "{unit}{year}年政府信息公开年度报告"
    NO_UNIT = "{year}年政府信息公开工作年度报告"
    ABOUT = "关于{year}年度政府信息公开工作情况的报告"


@dataclass(frozen=True, slots=True)
class SimulatedReport:
    """One unit's report on one year of work, with everything that was planted in it.

    `wording` numbers the unit's sentences. `denies_disputes` makes the narrative say that there were none, whatever
    table 4 holds. `names_unit` set to False leaves the unit out of the whole text, `signed_on` None the signature.
    """

    unit_name: str
    year: int
    figures: Figures
    form: str
    signed_on: date | None
    title_style: TitleStyle = TitleStyle.FULL
    wording: int = 0
    scope: str = "本机关"
    denies_disputes: bool = False
    names_unit: bool = True
    word_paste: bool = False

    @property
    def title(self) -> str:
        """The title on the page itself."""
        return self.title_style.format(unit=self.unit_name, year=self.year)

    @property
    def link_title(self) -> str:
        """The title in a list of many units' reports: it names the unit."""
        return self.title if self.unit_name in self.title else f"{self.unit_name}{self.title}"


def as_html(report: SimulatedReport) -> str:
    """The body of the report's page."""
    return "".join(_html(part, report.word_paste) for part in _parts(report))


def as_text(report: SimulatedReport) -> str:
    """The report as a text file, title first, with tab-separated tables."""
    return "\n\n".join([report.title, *(part if isinstance(part, str) else to_text(part) for part in _parts(report))])


def parts(report: SimulatedReport, tables: tuple[Grid, Grid, Grid]) -> Iterator[str | Grid]:
    """All that stands below the title, in order, around its three tables."""
    words = narrative(report.wording, report.year)
    yield _preface(report)
    yield "一、总体情况"
    yield from _overview(report, words)
    yield "二、主动公开政府信息情况"
    yield tables[0]
    yield "三、收到和处理政府信息公开申请情况"
    yield tables[1]
    yield "四、政府信息公开行政复议、行政诉讼情况"
    yield tables[2]
    yield "五、存在的主要问题及改进情况"
    yield f"一是{words.problems[0]}二是{words.problems[1]}{words.improvement}"
    yield "六、其他需要报告的事项"
    yield _other_matters(FORMS[report.form])
    yield from _signature(report)


def _parts(report: SimulatedReport) -> Iterator[str | Grid]:
    form, figures = FORMS[report.form], report.figures
    return parts(report, (proactive_grid(form, figures), requests_grid(form, figures), disputes_grid(figures)))


def _preface(report: SimulatedReport) -> str:
    author = report.unit_name if report.names_unit else "本机关"
    return (
        f"根据《中华人民共和国政府信息公开条例》规定，现向社会公布{author}{report.year}年政府信息公开工作年度报告。"
        f"数据范围为{report.scope}，统计期限自{report.year}年1月1日起至{report.year}年12月31日止。"
    )


def _overview(report: SimulatedReport, words: Narrative) -> Iterator[str]:
    yield f"（一）主动公开。{words.proactive}{_documents(report)}"
    yield f"（二）依申请公开。{_applications(report)}{_disputes(report)}{words.requests}"
    yield f"（三）政府信息管理。{words.management}"
    yield f"（四）政府信息公开平台建设。{words.platform}"
    yield f"（五）监督保障。{words.oversight}"


def _documents(report: SimulatedReport) -> str:
    made = report.figures[Address("proactive", "normative_documents", "made")]
    return f"{report.year}年制发行政规范性文件{made}件。" if made else ""


def _applications(report: SimulatedReport) -> str:
    received, carried_in, handled, carried_out = (
        report.figures[Address("requests", row, TOTAL)]
        for row in ("new_received", "carried_in", "total_handled", "carried_out")
    )
    if received == 0 and carried_in == 0:
        return f"{report.year}年未收到政府信息公开申请。"
    before = f"上年结转{carried_in}件，" if carried_in else ""
    after = f"，结转下年度继续办理{carried_out}件" if carried_out else ""
    return f"{report.year}年收到政府信息公开申请{received}件，{before}已答复{handled}件{after}。"


def _disputes(report: SimulatedReport) -> str:
    review, direct, after = (
        report.figures[Address("disputes", group, TOTAL)] for group in ("review", "direct", "after_review")
    )
    if report.denies_disputes or review + direct + after == 0:
        return "未发生因政府信息公开引起的行政复议和行政诉讼。"
    return f"因政府信息公开发生行政复议{review}件、行政诉讼{direct + after}件。"


def _other_matters(form: Form) -> str:
    if form.key == "form_2019":
        return "没有其他需要报告的事项。"
    return "本年度未收取信息处理费，没有其他需要报告的事项。"


def _signature(report: SimulatedReport) -> Iterator[str]:
    if report.signed_on is not None:
        if report.names_unit:
            yield report.unit_name
        yield f"{report.signed_on.year}年{report.signed_on.month}月{report.signed_on.day}日"


def _html(part: str | Grid, word_paste: bool) -> str:
    if not isinstance(part, str):
        return to_html(part, word_paste)
    text = escape(part, quote=False)
    if word_paste:
        return (
            f'<p class="MsoNormal" style="text-indent:32.0pt"><span style="font-family:仿宋_GB2312">{text}</span></p>\n'
        )
    return f"<p>{text}</p>\n"
