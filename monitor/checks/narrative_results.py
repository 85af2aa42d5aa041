"""What the narrative says became of the applications, held against table 3: handled, carried over, and how decided."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Address, Cell, Report, Statement, Subject
from crawler.domain.wording import Text
from crawler.forms.form import Role
from monitor.checks.catalogue import Discrepancy, extraction_check, not_applicable
from monitor.checks.equations import decide
from monitor.checks.phrases import figure, join
from monitor.checks.statements import (
    as_cell,
    behind,
    borne,
    is_of_the_year,
    is_partial,
    may_be_partial,
    opening_of,
    passages,
    quoted,
    sentences,
)
from monitor.checks.tables import Printed, is_positive, requests_table

_NOT_READ = not_applicable("未读到表三", "table 3 was not read")
_BEST_FIRST = (Outcome.PASS, Outcome.PASS_IF_BLANK_ZERO, Outcome.UNDETERMINED, Outcome.FAIL, Outcome.NOT_APPLICABLE)
_MATTER = r"(?:政府信息公开申请|政府信息依申请公开(?:申请)?|依申请公开(?:政府信息)?(?:申请)?|信息公开申请)"
_PLAINLY_HANDLED = re.compile(
    rf"^(?:(?:19|20)\d{{2}}年度?|本?年度?|全年)?[我本全](?:[省市县区州旗镇乡局委办厅院]|单位|机关|街道)(?:共|累计)"
    rf"(?:答复|办结|办理|办复)(?:了)?{_MATTER}\d+[件宗]$"
)
_PLAINLY_CARRIED = re.compile(
    rf"^(?:其中|另有|尚有|另|有)?(?:上年度?|上一年度?)?结转(?:至|到)?(?:下年度?|下一年度?|次年)?(?:继续办理)?(?:的)?{_MATTER}?\d+[件宗]$"
)
_SOME_HANDLED = re.compile(r"[按当延提逾超]|不予|部分|自行|主动|同时|转")
# What else became of applications: behind a count it makes that one of several.
_ENDED_OTHERWISE = re.compile(
    r"(?:撤回|撤销|撤件|不予|不属于|补正|终止|放弃|无法|其他处理|转送|转交|转至|移送|告知|重复|合并|不再|上一?年|去年|(?:19|20)\d{2}年)[^,;\d]{0,12}\d+[件宗]"
)
_OTHER_CARRIED = re.compile(
    r"通过|网上|网络|线上|邮|传真|当面|现场|季度|半年|本级|办公[室厅]|同比|较|复议|诉讼|自然人|法人|企业|组织"
)
_ABOUT = re.compile(_MATTER)
_OTHER_TOPICS = re.compile(r"热线|12345|信箱|留言|提案|建议|信访|工单|投诉|复议|诉讼")
_ALL_HANDLED = re.compile(
    r"^(?:已|均|都|并)*(?:全部)(?:已|均|都|依法|依规|按时|按期|按规定|及时|规范)*(?:办结|答复|回复|办理完毕)(?:完毕)?$"
)


@dataclass(frozen=True, slots=True)
class _Carried:
    subject: Subject
    row: str
    name: Text


_CARRIED = (
    _Carried(Subject.CARRIED_IN, "carried_in", Text("上年结转", "carried in")),
    _Carried(Subject.CARRIED_OUT, "carried_out", Text("结转下年度继续办理", "carried out")),
)


@extraction_check(
    "NAR-02",
    Severity.HIGH,
    Text("正文所称答复、办结数与表三一致", "the text counts as many handled applications as table 3"),
)
def handled_agree(extraction: Extraction) -> Iterator[Discrepancy]:
    """What the text says was answered is the total of table 3, as printed or as its rows sum up.

    All that came in will do as well. A mismatch is told as decided only where one clause says all of it: whose
    figure it is, 共 or 累计, the verb and the words for applications; every other wording needs a person. 全部办结
    beside a figure carried out is a warning, since they may have been answered before the report was written.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确); table 3, its printed identity.
    Applies to: every kind of unit.

    Passes:
        s1_overview: 2023年收到政府信息公开申请3件，已答复3件。
    Passes:
        requests.total_handled.total = blank
        s1_overview: 2023年收到政府信息公开申请3件，已答复3件。
    Fails (WARN):
        s1_overview: 2023年收到政府信息公开申请3件，已答复5件。
    Fails (WARN):
        requests.carried_out.total = 1
        s1_overview: 2023年收到政府信息公开申请3件，全部按时办结。
    Fails:
        s1_overview: 2023年全县共答复政府信息公开申请5件。
    """
    table, report = requests_table(extraction.report), extraction.report
    if table is None or table.mixes_forms():
        yield _NOT_READ
        return
    yield from _all_handled(extraction, _total(table, "carried_out"))
    said = _said_of(report, Subject.HANDLED, lambda clause: not is_partial(clause))
    if not said:
        yield not_applicable("正文未称答复、办结数", "the text does not count what was handled")
        return
    received = [_total(table, row.key) for row in table.rows(Role.IN)]
    parts = [_total(table, row.key) for row in table.rows(Role.PART)]
    handled = [_total(table, "total_handled")]
    outcome = _best(said, (handled, parts, received, received[:1]))
    whole = tuple(statement for statement in said if not _is_one_of_several(report, statement))
    if outcome is Outcome.FAIL and not whole:
        yield not_applicable("正文所称可能只是一部分", "the text may count a part only")
        return
    said = said if outcome.passed else whole or said
    decided = all(_PLAINLY_HANDLED.match(statement.text) for statement in said)
    shown = Text(f"表三总计列“（七）总计”{figure(handled[0]).zh}", f"table 3, total handled {figure(handled[0]).en}")
    yield _verdict(extraction, said, outcome, shown, (Address("requests", "total_handled", "total"),), decided=decided)


@extraction_check(
    "NAR-03",
    Severity.MEDIUM,
    Text("正文所称结转数与表三一致", "the text carries over as many applications as table 3"),
)
def carried_agree(extraction: Extraction) -> Iterator[Discrepancy]:
    """Applications that the text says were carried in or out are as many as table 3 carries in or out.

    A mismatch is told as decided only where the clause says nothing but that so many were carried over (上年结转1件,
    结转下年度继续办理1件); every other wording needs a person.

    Basis: 国办公开办函〔2021〕30号 (发布内容不准确); table 3, rows 二 and 四.
    Applies to: every kind of unit.

    Passes:
        requests.carried_out.total = 1
        s1_overview: 共收到政府信息公开申请4件，结转下年度继续办理1件。
    Passes (NOT_APPLICABLE):
        s1_overview: 共收到政府信息公开申请3件。
    Fails:
        s1_overview: 共收到政府信息公开申请4件，结转下年度继续办理1件。
    Fails (WARN):
        s1_overview: 共收到政府信息公开申请4件，因材料不全顺延至下年度的有1件。
    """
    table, report = requests_table(extraction.report), extraction.report
    found = False
    for carried in _CARRIED:
        said = _said_of(report, carried.subject, lambda clause: _OTHER_CARRIED.search(clause) is None)
        cell = None if table is None else _total(table, carried.row)
        if not said or cell is None:
            continue
        found = True
        decided = all(_PLAINLY_CARRIED.match(statement.text) for statement in said)
        shown = Text(
            f"表三“{carried.name.zh}”总计{figure(cell).zh}", f"table 3, {carried.name.en}, total {figure(cell).en}"
        )
        address = Address("requests", carried.row, "total")
        yield _verdict(extraction, said, _best(said, ([cell],)), shown, (address,), decided=decided)
    if not found:
        yield not_applicable("正文未称结转数", "the text does not say how many were carried over")


def _is_one_of_several(report: Report, statement: Statement) -> bool:
    """Whether a count of what was handled stands beside those that were handled otherwise."""
    beside = behind(report, statement)
    return _SOME_HANDLED.search(statement.text) is not None or _ENDED_OTHERWISE.search(beside) is not None


def _said_of(report: Report, subject: Subject, is_whole: Callable[[str], bool]) -> tuple[Statement, ...]:
    """The plain counts of a subject in the year of the report; rounded ones and ranges are no figures to compare."""
    return tuple(
        statement
        for statement in report.statements
        if statement.subject is subject
        and not (statement.negated or statement.approximate or statement.upper is not None)
        and is_whole(statement.text)
        and is_of_the_year(report, statement)
        and not _OTHER_TOPICS.search(opening_of(report, statement))
    )


def _total(table: Printed, row: str) -> Cell | None:
    return table.cell(row, "total")


def _best(said: Iterable[Statement], sides: Iterable[Sequence[Cell | None]]) -> Outcome:
    """The outcome of the statement and the side that agree best."""
    against = tuple(sides)
    verdicts = (decide([as_cell(statement.value)], side).outcome for statement in said for side in against)
    return min(verdicts, key=_BEST_FIRST.index)


def _verdict(
    extraction: Extraction,
    said: Sequence[Statement],
    outcome: Outcome,
    shown: Text,
    cells: tuple[Address, ...],
    *,
    decided: bool,
) -> Discrepancy:
    unsettled = not decided or any(may_be_partial(extraction.report, statement) for statement in said)
    if outcome is Outcome.FAIL and unsettled:
        outcome = Outcome.WARN
    outcome = borne(extraction, outcome)
    text = join(quoted(statement) for statement in said)
    end = Text("", "") if outcome.passed else Text("，疑似不一致，请核实", ": they may not agree")
    message = Text(f"{text.zh}；{shown.zh}{end.zh}", f"{text.en}; {shown.en}{end.en}")
    return Discrepancy(outcome, message, cells, quotes=passages(said))


def _all_handled(extraction: Extraction, carried_out: Cell | None) -> Iterator[Discrepancy]:
    """全部办结 in a sentence on applications, beside a figure that was carried out."""
    if carried_out is None or not is_positive(carried_out) or not carried_out.certain:
        return
    shown = figure(carried_out)
    for sentence in sentences(extraction.report):
        about = _ABOUT.search(sentence.text) and not _OTHER_TOPICS.search(sentence.text)
        clauses = re.split(r"[,;]", sentence.text) if about else []
        said = next((clause for clause in clauses if _ALL_HANDLED.match(clause)), None)
        if said is not None:
            message = Text(
                f"正文称“{said}”；表三“结转下年度继续办理”总计{shown.zh}，请核实",
                f"the text says {said!r}; table 3, carried out, total {shown.en}",
            )
            cells = (Address("requests", "carried_out", "total"),)
            yield Discrepancy(borne(extraction, Outcome.WARN), message, cells, quotes=(sentence.quote,))
            return
