"""How the narrative says reviews and lawsuits ended, held against the columns of table 4: a part of T4-04."""

import re
from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome
from crawler.domain.report import Subject
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy
from monitor.checks.equations import decide
from monitor.checks.phrases import column_name, figure, join, terms
from monitor.checks.statements import Sentence, as_cell, borne, sentences
from monitor.checks.tables import Printed, is_positive

ROWS = {Subject.REVIEWS: ("review",), Subject.LITIGATION: ("direct", "after_review")}
"""The rows of table 4 by what the text calls them: lawsuits stand in two."""

WORDS = {Subject.REVIEWS: re.compile(r"复议"), Subject.LITIGATION: re.compile(r"诉讼|起诉|应诉|行政案件")}
"""The words by which a text speaks of them."""

_ALL_ENDED = re.compile(
    r"(?:均|全部|都)(?:已|被|予以|获|获得|得到|判决|裁决|决定|裁定|结果|为|审结|,){0,4}(?:维持|胜诉|驳回)(?!\d)"
)
_SO_MANY = re.compile(
    r"(?:结果|决定|判决|其中|,|、|:)(?P<kind>维持|纠正)(?:原(?:具体)?行政行为|原决定|的)?(?:共|为|有|:)?(?P<number>\d+)(?:件|起|宗)"
)
_ONE_ROW = {"direct": re.compile(r"未经复议|直接(?:起诉|提起)"), "after_review": re.compile(r"复议后")}
_COLUMNS = {"维持": "upheld", "纠正": "corrected"}
_EXCEPT = re.compile(
    r"未审结|正在|审理中|除|尚未|其余|已审结的|已办结的|已结案的|审理|受理|办理|代理|复议机关|部分|结转"
)
_OTHER_TIMES = re.compile(r"上年|去年|上一年|往年|(?:19|20)\d{2}年(?:度)?(?:,|[我全本])")
_ABOUT = re.compile(r"公开")


def endings(extraction: Extraction, table: Printed) -> Iterator[Discrepancy]:
    """均获维持 beside cases corrected or pending, and 维持2件 beside another figure: a warning at most."""
    for sentence in sentences(extraction.report):
        for part in re.split(r";", sentence.text):
            if _is_theirs(part, sentence):
                yield from _all_ended(extraction, table, part, sentence)
                yield from _so_many(extraction, table, part, sentence)


def _is_theirs(part: str, sentence: Sentence) -> bool:
    on_disclosure = sentence.section == "s4_disputes" or _ABOUT.search(sentence.text) is not None
    return on_disclosure and not _EXCEPT.search(part) and not _OTHER_TIMES.search(sentence.text)


def _all_ended(extraction: Extraction, table: Printed, part: str, sentence: Sentence) -> Iterator[Discrepancy]:
    ended = _ALL_ENDED.search(part)
    subject = None if ended is None else _named_last(part[: ended.start()])
    against = {
        table.address(row, column): cell
        for row in (() if subject is None else _rows_of(subject, part))
        for column in ("corrected", "pending")
        if (cell := table.cell(row, column)) is not None and is_positive(cell)
    }
    if ended is None or not against:
        return
    named = terms((column_name(table.block, address.column), cell) for address, cell in against.items())
    sure = all(cell.certain for cell in against.values())
    yield Discrepancy(
        borne(extraction, Outcome.WARN if sure else Outcome.UNDETERMINED),
        Text(f"正文称“{part}”；表四填有{named.zh}，请核实", f"the text says {ended[0]!r}; table 4 counts {named.en}"),
        tuple(against),
        quotes=(sentence.quote,),
    )


def _rows_of(subject: Subject, part: str) -> tuple[str, ...]:
    """The rows that a part may speak of: lawsuits brought directly, those after a review, or both."""
    named = tuple(row for row in ROWS[subject] if row in _ONE_ROW and _ONE_ROW[row].search(part))
    return named or ROWS[subject]


def _named_last(before: str) -> Subject | None:
    """What 均 is about: reviews or lawsuits, whichever was named last in front of it."""
    last = {subject: max((m.end() for m in word.finditer(before)), default=0) for subject, word in WORDS.items()}
    subject = max(last, key=lambda one: last[one])
    return subject if last[subject] else None


def _so_many(extraction: Extraction, table: Printed, part: str, sentence: Sentence) -> Iterator[Discrepancy]:
    """How many were upheld or corrected, where the part speaks of reviews only, or of lawsuits only."""
    named = [subject for subject, word in WORDS.items() if word.search(part)]
    found = list(_SO_MANY.finditer(part)) if len(named) == 1 else []
    for match in found:
        if sum(other["kind"] == match["kind"] for other in found) == 1:
            yield from _counted(extraction, table, named[0], match, sentence)


def _counted(
    extraction: Extraction, table: Printed, subject: Subject, match: re.Match[str], sentence: Sentence
) -> Iterator[Discrepancy]:
    column = _COLUMNS[match["kind"]]
    rows = _rows_of(subject, sentence.text)
    cells = [table.cell(row, column) for row in rows]
    outcome = decide([as_cell(Decimal(match["number"]))], cells).outcome
    if outcome in (Outcome.FAIL, Outcome.UNDETERMINED):
        said, shown = match[0].lstrip(",、:"), join(map(figure, cells))
        name = column_name(table.block, column)
        yield Discrepancy(
            borne(extraction, Outcome.WARN) if outcome is Outcome.FAIL else outcome,
            Text(
                f"正文称“{said}”；表四“{name.zh}”填{shown.zh}，疑似不一致，请核实",
                f"the text says {said!r}; table 4, {name.en}: {shown.en}",
            ),
            tuple(table.address(row, column) for row in rows),
            quotes=(sentence.quote,),
        )
