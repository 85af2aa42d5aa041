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
from monitor.checks.plain_counts import is_of_a_kind

# Several checks walk the sentences of one report, one after another.
_REMEMBERED = 4

# A statement on a part of what a table counts, or on a kind of outcome, is no statement on it all.
_PARTIAL = re.compile(
    r"其中|协助|配合|会同|指导|转来|转办|通过|网上|网络|在线|线上|平台|信函|邮寄|邮件|邮箱|传真|当面|现场|书面|口头|季度|半年|月|本级|办公[室厅]"
    r"|上年|去年|上一年|结转|同比|较|新增|新发生|新收到?(?:的)?行政"
    r"|纠|败诉|撤销|审结|改判|判决|裁定|责令|重新|违法|变更|复议后|未经复议|超期|逾期"
    r"|个(?:部门|单位|乡镇|街道|镇|乡)|等(?:部门|单位)|其他(?:部门|单位)|其余"
    r"|涉及(?!政府信息公开|信息公开|政务公开)|关于(?!政府信息|政务信息|信息公开|政务公开)|向(?![我本])[^,]{1,12}(?:提出|提交)"
    r"|因(?!政府|政务|信息|依申请|申请人|不服|对|本|我|公开)[^,]{1,15}(?:引发|引起|提起|产生)|某|等\d+人|上述|以上|此类|这些|该[件申案]|\d+[个家](?:均|都)?(?=未|没有|无)"
)
_CORPORATE = re.compile(r"法人|企业|其他组织|科研|社会公益")
_ANYBODY = re.compile(r"公民|自然人|个人|任何|群众")
_BELOW = re.compile(r"各(?:乡|镇|街道|村|社区)")
_ALL_BODIES = re.compile(r"部门|单位|机关|直属|[县市区州旗]直|全[省市县区州旗]")
_WHOLE_YEAR = re.compile(r"1月1日.{0,8}?12月31日")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
# A year that sets the time of what follows, and is not part of the name of a law or of a comparison.
_SETS_YEAR = re.compile(
    r"(?:^|[,:])(?:在|自|从|截[至止])?((?:19|20)\d{2})年(?:度|全年|年?[底末]|内|以来)?(?=[,:我全本共未没各无]|$)"
)
_SEVERAL_YEARS = re.compile(
    r"(?:近|过去|最近|这)(?:[两二三四五六七八九十几]|\d)年|(?<![一\d])[两二三四五六七八九十几]年(?:多?来|间)|历年|多年来|连续(?:[两二三四五六七八九十几多]|\d)年"
    r"|(?<![今本全近\d]年)(?<!年度)(?<!入[春夏秋冬汛])以来"
)
_SETS_LAST_YEAR = re.compile(r"^(?:去年|上年|上一年)度?(?:,|$)")
_SENTENCE_ENDS = re.compile(r"[。;；!！?？]")
_GOES_ON = re.compile(r"[^。;；!！?？]*(?:[。;；]\s*其中[^。;；!！?？]*)?")
_BODY = (
    r"([\u4e00-\u9fff]{1,10}?(?:局|委|委员会|镇|乡|街道|办事处|办公室|办公厅|科|股|处|中心|所|站|部门|政府))"
    r"(?:均|也|都|共|暂|全年|累计|今年|本年度?|年内|(?:19|20)\d{2}年度?)*"
)
_OTHER_BODY = re.compile(rf"{_BODY}(?=未|没有|无|收到|受理|接到|接收|新收)")
_DOES = re.compile(rf"{_BODY}(?=作出|做出|办理|办结|实施|查处|制定|制发|印发|出台)")
# In front of a clause of the same sentence: whose or which part of the figures it gives.
_OPENS_PART = re.compile(
    r"个别|有的|某|除.{1,20}外|部分(?:单位|部门|乡镇|街道|镇|乡)|个(?:部门|单位|乡镇|街道)(?!\d)|其中[,:]?$"
    r"|(?:通过|经由?).{0,10}(?:网|平台|信函|邮|渠道|方式|窗口)[^,]{0,4},?$"
    r"|(?:对|就|凡)[^,]{1,30}的,$|(?:上述|以上)[^,]*,$|(?:过程|期间)中?,$"
    r"|(?<!\d)(?:[1-9]|1[01])月份?[底末初]?(?:以来)?,$|(?:季度|半年),$"
)
# What is to be is not what was.
_INTENDED = re.compile(
    r"确保|力争|争取|避免|防止|杜绝|努力|力求|做到|目标|下一步|今后|明年|将(?:继续|进一步|努力|按|以)|要求各|如果?(?=未|没有|无|收到|发生)"
)
_ITSELF = re.compile(r"[我本全各该]\S{0,10}$|各部门|各单位|各科室")
_OF_AN_AREA = re.compile(r"(?:全[省市县区州旗盟]|各[县市区]|各级)(?!.*[我本][局委办厅院中支大队单机])")
_ONE_BODY = re.compile(r"(?:[局委厅会]|办公室|办公厅|中心|[分支]队|大队)$")
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
        if statement.subject is subject
        and not (is_partial(statement.text) or (not statement.negated and is_of_a_kind(statement)))
        and is_of_the_year(report, statement)
    )


def is_partial(clause: str) -> bool:
    """Whether a clause counts a part: one channel, one kind of applicant, some bodies, some months.

    >>> is_partial("通过网络收到申请2件"), is_partial("2023年1月1日至12月31日收到申请2件")
    (True, False)
    >>> is_partial("未收到法人提出的申请"), is_partial("未收到公民、法人或其他组织提出的申请")
    (True, False)
    """
    only_corporate = _CORPORATE.search(clause) is not None and _ANYBODY.search(clause) is None
    only_below = _BELOW.search(clause) is not None and _ALL_BODIES.search(clause) is None
    return only_corporate or only_below or _PARTIAL.search(_WHOLE_YEAR.sub("", clause)) is not None


def is_of_the_year(report: Report, statement: Statement) -> bool:
    """Whether a statement is on this body and on the year of the report, by its clause and what opens its sentence."""
    years = {int(year) for year in _YEAR.findall(statement.text)}
    opening = opening_of(report, statement)
    if _INTENDED.search(opening + statement.text) or _is_of_more(report, opening + statement.text):
        return False
    if _OPENS_PART.search(opening) or _names_another(report, opening):
        return False
    if not years:
        set_by = _SETS_YEAR.findall(opening)
        years = {int(set_by[-1])} if set_by else set()
    if (
        _SEVERAL_YEARS.search(opening + statement.text)
        or _SETS_LAST_YEAR.match(opening)
        or _names_another(report, statement.text)
    ):
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


def behind(report: Report, statement: Statement) -> str:
    """What stands behind a clause in its sentence, and in one that goes on with 其中, squeezed."""
    if statement.offset is None:
        return ""
    start = statement.offset + len(statement.quote)
    goes_on = _GOES_ON.match(report.narrative[start : start + _LONGEST_OPENING])
    return "" if goes_on is None else squeeze(goes_on[0])


def _is_of_more(report: Report, said: str) -> bool:
    """Whether one body tells of its whole area: the tables of a bureau or an office count its own."""
    body = squeeze(report.unit_name or "")
    one = _ONE_BODY.search(body) is not None and _GOVERNMENT.search(body) is None
    return one and _OF_AN_AREA.search(said) is not None


def is_done_by_another(report: Report, clause: str) -> bool:
    """Whether the clause counts what a body other than the one whose report it is decided or made."""
    return _is_another(report, _DOES.search(clause))


def _names_another(report: Report, clause: str) -> bool:
    """Whether the clause names a body that is not the one whose report it is."""
    return _is_another(report, _OTHER_BODY.search(clause))


def _is_another(report: Report, named: re.Match[str] | None) -> bool:
    if named is None or _ITSELF.search(named[1]):
        return False
    own = re.sub(r"(?<=[省市县区州旗盟镇乡])$", "政府", squeeze(report.unit_name or "").replace("人民政府", "政府"))
    return named[1][-_NAME_LENGTH:] not in f"{own}{squeeze(report.title or '')}"
