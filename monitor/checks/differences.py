"""What differs between two readings of a report: cells that both are sure of, and whole sentences."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.domain.extraction import Extraction
from crawler.domain.normalise import squeeze
from crawler.domain.report import Address, Cell, CellState
from crawler.domain.wording import Text
from crawler.forms import find_form
from monitor.checks.media import has_doubt, is_recognised
from monitor.checks.phrases import column_name, figure, row_name
from monitor.checks.sentences import Sentence, wording_of
from monitor.checks.trust import trusted

_NOTE = re.compile(
    r"(?<!申请)(?<!要求)(?<!请求)(?<!依法)(?<!不予)(?<!提出)更正(?!申请|请求|要求|(?:政府)?信息)|勘误|订正|修订说明"
    r"|更新说明|重新(?:公布|发布)|(?:数据|数字|表格|内容)[^。]{0,6}(?:有误|错误)"
)
_CORRECTED = re.compile(r"[（(](?:已)?(?:修订|修正|更新|更正|重新发布)[^（）()]{0,6}[)）]")
_CUT = ("page_cut", "page_cut_short", "pages_left_out", "page_unreadable", "picture_not_read", "not_readable",
        "mostly_unread", "hidden_content", "member_not_read", "too_many_tables")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell that prints something else in another reading; both are certain."""

    address: Address
    before: Cell
    after: Cell
    name: Text

    @property
    def is_filling(self) -> bool:
        """Whether but another way of printing that there is nothing has taken the place of one: 0, a blank, “/”."""
        return _is_nothing(self.before) and _is_nothing(self.after)

    @property
    def said(self) -> Text:
        """The change as officials read it: “本年新收·总计”由1改为2."""
        old, new = figure(self.before), figure(self.after)
        return Text(f"“{self.name.zh}”由{old.zh}改为{new.zh}", f"{self.name.en} from {old.en} to {new.en}")

    @property
    def apart(self) -> Text:
        """The two figures side by side: “本年新收·总计”分别为1、2."""
        one, other = figure(self.before), figure(self.after)
        return Text(f"“{self.name.zh}”分别为{one.zh}、{other.zh}", f"{self.name.en}: {one.en} and {other.en}")


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs between two readings. `removed` and `added` are sentences as printed.

    `fillings` are the cells in which 0, a blank or “/” has taken the place of another of these. `around` tells that
    all sentences stand at the end of the page, where what is around a report may pass for a part of it.
    """

    cells: tuple[ChangedCell, ...] = ()
    fillings: tuple[ChangedCell, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    noted: bool = False
    around: bool = False

    def __bool__(self) -> bool:
        return bool(self.cells or self.fillings or self.removed or self.added)


def differences(before: Extraction, after: Extraction) -> Differences:
    """What a source says otherwise than before, apart from what only surrounds it and from what we may have misread.

    `noted` tells that the later text says that something was corrected, where the earlier did not.
    """
    changed = tuple(changed_cells(before, after))
    cells = tuple(cell for cell in changed if not cell.is_filling)
    fillings = tuple(cell for cell in changed if cell.is_filling)
    noted = notes_correction(after, before)
    if not _are_comparable(before, after):
        return Differences(cells, fillings, noted=noted)
    old, new = wording_of(before), wording_of(after)
    removed, added = old.beyond(new), new.beyond(old)
    around = bool(removed or added) and all(sentence.last for sentence, _ in (*removed, *added))
    return Differences(cells, fillings, _said_in(removed), _said_in(added), noted, around)


def changed_cells(before: Extraction, after: Extraction) -> Iterator[ChangedCell]:
    """The cells that both readings print, are sure of and give differently.

    A figure that was inferred, or recognised on an image, is none of those; nor is one of another form.
    """
    one, other = trusted(before), trusted(after)
    if one is None or other is None or one.report.form != other.report.form:
        return
    names = _names(other)
    for address, cell in one.report.cells.items():
        new = other.report.cells.get(address)
        if (
            new is not None
            and _is_printed(cell)
            and _is_printed(new)
            and (cell.state, cell.value) != (new.state, new.value)
        ):
            yield ChangedCell(address, cell, new, names.get(address, Text(str(address), str(address))))


def shares_text(one: Extraction, other: Extraction) -> float:
    """The share of one text's sentences that stands in the other, 0 where there are none."""
    mine, theirs = wording_of(one), wording_of(other)
    return 1 - len(mine.beyond(theirs)) / len(mine.sentences) if mine.sentences else 0.0


def notes_correction(one: Extraction, other: Extraction) -> bool:
    """Whether one says that something was corrected, and the other does not, or less often."""
    return _notes(one) > _notes(other)


def _are_comparable(before: Extraction, after: Extraction) -> bool:
    """Whether another wording can only be theirs: read by the same reader, in full, and from text."""
    whole = not any(has_doubt(one, *_CUT) or is_recognised(one) for one in (before, after))
    sections = [{section.key for section in one.report.sections} for one in (before, after)]
    return whole and before.medium is after.medium and sections[0] == sections[1]


def _said_in(found: Iterable[tuple[Sentence, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new for _, new in found))


def _notes(extraction: Extraction) -> int:
    report = extraction.report
    texts = (report.title or "", report.preface, *(section.text for section in report.sections))
    titled = _CORRECTED.search(report.title or "") is not None
    return titled + sum(len(_NOTE.findall(squeeze(text))) for text in texts)


def _is_printed(cell: Cell) -> bool:
    """Whether a cell prints what we are sure of; what is no figure may be one that we cannot read."""
    return cell.certain and cell.by is None and cell.confidence is None and cell.state is not CellState.TEXT


def _is_nothing(cell: Cell) -> bool:
    return not cell.value and cell.state in (CellState.NUMBER, CellState.BLANK, CellState.NOT_APPLICABLE)


def _names(extraction: Extraction) -> dict[Address, Text]:
    form = find_form(extraction.report.form or "")
    blocks = form.blocks() if form is not None else ()
    return {
        address: Text(
            f"{row_name(row).zh}·{column_name(block, address.column).zh}",
            f"{row_name(row).en}, {column_name(block, address.column).en}",
        )
        for block in blocks
        for row in block.rows
        for address in block.addresses(row)
    }
