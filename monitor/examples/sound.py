"""A report in which nothing is amiss: what every example starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from crawler.domain.extraction import Doubt, Extraction, Medium
from crawler.domain.report import Address, Cell, CellState, Dates, Report, Section
from crawler.domain.unit import Level, UnitKind
from crawler.forms import Form, find_form
from crawler.parse.narrative.statements import read_statements

_FILLED = {
    "requests.new_received.natural_person": 3,
    "requests.new_received.total": 3,
    "requests.granted.natural_person": 3,
    "requests.granted.total": 3,
    "requests.total_handled.natural_person": 3,
    "requests.total_handled.total": 3,
    "disputes.review.upheld": 2,
    "disputes.review.total": 2,
}
_HEADINGS = {
    "s1_overview": "一、总体情况",
    "s2_proactive": "二、主动公开政府信息情况",
    "s3_requests": "三、收到和处理政府信息公开申请情况",
    "s4_disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "s5_problems": "五、存在的主要问题及改进情况",
    "s6_other": "六、其他需要报告的事项",
}
_TEXTS = {
    "s1_overview": (
        "（一）主动公开。及时公布财政预决算、重大项目和民生实事等重点领域信息，群众查阅更加方便。\n"
        "（二）依申请公开。{year}年收到政府信息公开申请3件，已答复3件。\n"
        "（三）政府信息管理。按规定审核、保存和更新各类文件，失效文件及时标注。\n"
        "（四）政府信息公开平台建设。优化门户网站专栏设置，检索功能运行正常。\n"
        "（五）监督保障。工作考核结果已通报，社会评议满意度较高，无责任追究情形。"
    ),
    "s2_proactive": "",
    "s3_requests": "",
    "s4_disputes": "因政府信息公开引起行政复议2件，均获维持；未发生行政诉讼。",
    "s5_problems": (
        "存在的问题：一是部分单位公开信息不够及时，解读形式较为单一；二是业务人员变动频繁，"
        "培训尚未覆盖全体人员。下一步将健全发布审核机制，丰富图文和视频解读，按季度组织业务培训，"
        "逐项督促落实到位，努力提升公开质量和服务水平。"
    ),
    "s6_other": "本年度未收取信息处理费，没有其他需要报告的事项。",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that can still be changed; `cells` are changes by address, None takes one away.

    `headings` and `texts` are changes of sections; `facts` are fields of the report that are set as they are.
    """

    form: str = "form_2021"
    year: int = 2023
    unit_name: str = "云溪县人民政府"
    kind: UnitKind = UnitKind.GOVERNMENT
    level: Level = Level.COUNTY
    cells: Mapping[Address, Cell | None] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str | None] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    medium: Medium = Medium.HTML

    def extraction(self) -> Extraction:
        """The report as if it had been read, with the statements of its own text."""
        sections = tuple(self._sections())
        report = Report(
            title=f"{self.unit_name}{self.year}年政府信息公开工作年度报告",
            unit_name=self.unit_name,
            report_year=self.year,
            form=self.form,
            blocks={block.key: self.form for block in self._layout().blocks()},
            dates=Dates(page=date(self.year + 1, 1, 20), signed=date(self.year + 1, 1, 18)),
            period=(date(self.year, 1, 1), date(self.year, 12, 31)),
            signature=self.unit_name,
            sections=sections,
            cells=self._cells(),
            statements=read_statements(sections),
        )
        return Extraction(replace(report, **self.facts), self.doubts, self.medium, f"{self.year:064}")  # type: ignore[arg-type]

    def _layout(self) -> Form:
        form = find_form(self.form)
        if form is None:
            raise ValueError(f"there is no form {self.form}")
        return form

    def _cells(self) -> dict[Address, Cell]:
        filled = {Address.parse(text): value for text, value in _FILLED.items()}
        printed: dict[Address, Cell | None] = {
            address: Cell(CellState.NUMBER, Decimal(filled.get(address, 0)), str(filled.get(address, 0)))
            for address in self._layout().addresses()
        }
        return {address: cell for address, cell in (printed | dict(self.cells)).items() if cell is not None}

    def _sections(self) -> list[Section]:
        texts = {key: text.format(year=self.year) for key, text in _TEXTS.items()} | dict(self.texts)
        headings = _HEADINGS | dict(self.headings)
        return [Section(key, headings[key], text) for key, text in texts.items() if text is not None]
