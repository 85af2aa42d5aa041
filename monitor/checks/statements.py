"""What the narrative says, as checks take it: statements on the whole of a subject in the year of the report."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from crawler.domain.extraction import Extraction, Medium
from crawler.domain.finding import Outcome
from crawler.domain.normalise import squeeze
from crawler.domain.report import Cell, CellState, Report, Scope, Section, Statement, Subject
from crawler.domain.wording import Text

# Several checks walk the sentences of one report, one after another.
_REMEMBERED = 4

# A statement on a part of what a table counts, or on a kind of outcome, is no statement on it all.
_PARTIAL = re.compile(
    r"其中|通过|网上|网络|在线|线上|平台|信函|邮寄|邮件|邮箱|传真|当面|现场|书面|口头|季度|半年|月|本级|办公[室厅]"
    r"|上年|去年|上一年|结转|同比|较|新增|新发生|新收到?(?:的)?行政"
    r"|纠|败诉|撤销|审结|改判|违法|变更|复议后|未经复议|超期|逾期"
    r"|个(?:部门|单位|乡镇|街道|镇|乡)|等(?:部门|单位)|其他(?:部门|单位)|其余"
    r"|涉及(?!政府信息公开|信息公开|政务公开)|关于(?!政府信息|政务信息|信息公开|政务公开)"
)
_CORPORATE = re.compile(r"法人|企业|其他组织|科研|社会公益")
_ANYBODY = re.compile(r"公民|自然人|个人|任何|群众")
_WHOLE_YEAR = re.compile(r"1月1日.{0,8}?12月31日")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
# A year that sets the time of what follows, and is not part of the name of a law or of a comparison.
_SETS_YEAR = re.compile(
    r"(?:^|[,:])(?:在|截[至止])?((?:19|20)\d{2})年(?:度|全年|年?[底末]|内|以来)?(?=[,:我全本共未没各无]|$)"
)
_SETS_LAST_YEAR = re.compile(r"^(?:去年|上年|上一年)度?(?:,|$)")
_SENTENCE_ENDS = re.compile(r"[。;；!！?？]")
_OTHER_BODY = re.compile(
    r"([\u4e00-\u9fff]{1,10}?(?:局|委|委员会|镇|乡|街道|办事处|办公室|办公厅|科|股|处|中心|所|站))(?:均|也|都|共|暂)?"
    r"(?=未|没有|无|收到|受理|接到|接收|新收)"
)
# In front of a clause of the same sentence: whose or which part of the figures it gives.
_OPENS_PART = re.compile(
    r"个别|有的|某|除.{1,20}外|部分(?:单位|部门|乡镇|街道|镇|乡)|个(?:部门|单位|乡镇|街道)(?!\d)|其中[,:]?$"
    r"|(?:通过|经由?).{0,10}(?:网|平台|信函|邮|渠道|方式|窗口)[^,]{0,4},?$"
)
# What is to be is not what was.
_INTENDED = re.compile(
    r"确保|力争|争取|避免|防止|杜绝|努力|力求|做到|目标|下一步|今后|明年|将(?:继续|进一步|努力|按|以)|要求各|如果?(?=未|没有|无|收到|发生)"
)
_ITSELF = re.compile(r"[我本全各该]\S{0,6}$|各部门|各单位|各科室")
_NAME_LENGTH = 3
_LONGEST_OPENING = 400
_GOVERNMENT = re.compile(r"政府$|办事处$|管理?委(?:员)?会$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the narrative: squeezed, and as printed."""

    section: str | None
    text: str
    quote: str


def on_the_whole(report: Report, subject: Subject) -> tuple[Statement, ...]:
    """The statements on all of a subject in the year of the report: of no part, no other body, no other time."""
    return tuple(
        statement
        for statement in report.statements
        if statement.subject is subject and not is_partial(statement.text) and is_of_the_year(report, statement)
    )


def is_partial(clause: str) -> bool:
    """Whether a clause counts a part: one channel, one kind of applicant, some bodies, some months.

    >>> is_partial("通过网络收到申请2件"), is_partial("2023年1月1日至12月31日收到申请2件")
    (True, False)
    >>> is_partial("未收到法人提出的申请"), is_partial("未收到公民、法人或其他组织提出的申请")
    (True, False)
    """
    only_corporate = _CORPORATE.search(clause) is not None and _ANYBODY.search(clause) is None
    return only_corporate or _PARTIAL.search(_WHOLE_YEAR.sub("", clause)) is not None


def is_of_the_year(report: Report, statement: Statement) -> bool:
    """Whether a statement is on this body and on the year of the report, by its clause and what opens its sentence."""
    years = {int(year) for year in _YEAR.findall(statement.text)}
    opening = opening_of(report, statement)
    if _INTENDED.search(opening + statement.text):
        return False
    if _OPENS_PART.search(opening) or _names_another(report, opening):
        return False
    if not years:
        set_by = _SETS_YEAR.findall(opening)
        years = {int(set_by[-1])} if set_by else set()
    if _SETS_LAST_YEAR.match(opening) or _names_another(report, statement.text):
        return False
    return all(year == report.report_year for year in years)


def may_be_partial(report: Report, statement: Statement) -> bool:
    """Whether a body's own figures are given where the report speaks of others, too: the table may sum up them all."""
    if statement.scope is not Scope.OWN:
        return False
    scopes = {other.scope for other in report.statements}
    is_government = _GOVERNMENT.search(report.unit_name or "") is not None
    return Scope.AREA in scopes or (is_government and scopes != {Scope.OWN})


def sentences(report: Report) -> Iterator[Sentence]:
    """The sentences of all sections, in their order; a semicolon does not end one."""
    yield from _sentences_of(report.sections)


@lru_cache(_REMEMBERED)
def _sentences_of(sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(section.key, text, piece.strip())
        for section in sections
        for piece in re.split(r"(?<=[。!！?？])", section.text)
        if (text := squeeze(piece).rstrip("。!?"))
    )


def quoted(statement: Statement) -> Text:
    """A statement in a message."""
    return Text(f"正文称“{statement.text}”", f"the text says {statement.text!r}")


def passages(statements: Iterable[Statement]) -> tuple[str, ...]:
    """The clauses of statements as printed, each once."""
    return tuple(dict.fromkeys(statement.quote or statement.text for statement in statements))


def is_whole(value: Decimal) -> bool:
    """Whether a figure is a whole number, however long."""
    return value == value.to_integral_value()


def as_cell(value: Decimal) -> Cell:
    """A figure of the text as one side of an equation."""
    return Cell(CellState.NUMBER, value)


def is_recognised(extraction: Extraction) -> bool:
    """Whether the text was recognised on an image: a digit may then be ours and not theirs."""
    cells = extraction.report.cells.values()
    return extraction.medium is Medium.IMAGE or any(cell.confidence is not None for cell in cells)


def borne(extraction: Extraction, outcome: Outcome) -> Outcome:
    """The outcome that our reading of the text can bear."""
    raised = outcome in (Outcome.FAIL, Outcome.WARN)
    return Outcome.UNDETERMINED if raised and is_recognised(extraction) else outcome


def opening_of(report: Report, statement: Statement) -> str:
    """What stands in front of a clause in its sentence, squeezed."""
    if statement.offset is None:
        return ""
    before = report.narrative[max(statement.offset - _LONGEST_OPENING, 0) : statement.offset]
    ends = [match.end() for match in _SENTENCE_ENDS.finditer(before)]
    return squeeze(before[max(ends, default=0) :])


def _names_another(report: Report, clause: str) -> bool:
    """Whether the clause names a body that is not the one whose report it is."""
    named = _OTHER_BODY.search(clause)
    if named is None or _ITSELF.search(named[1]):
        return False
    return named[1][-_NAME_LENGTH:] not in f"{report.unit_name or ''}{squeeze(report.title or '')}"
