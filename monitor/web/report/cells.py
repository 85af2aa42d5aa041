"""How each cell of a report is shown: never more certain than it is, and what was not read never as a figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome
from crawler.domain.finding_life import STANDING, CellSeen
from crawler.domain.report import Address, Cell, CellState, Unsure
from crawler.domain.wording import Language, Text
from monitor.annotation.marks import anchor_of
from monitor.checks.phrases import figure
from monitor.findings.explaining import label_of
from monitor.findings.words import place_words
from storage.findings import StoredFinding


class Look(StrEnum):
    """How far the figure of a cell is known, as its colour and its mark say. Whatever is doubted is unsure."""

    CERTAIN = "certain"
    CORRECTED = "corrected"
    INFERRED = "inferred"
    UNSURE = "unsure"
    UNREAD = "unread"
    BLANK = "blank"
    ABSENT = "absent"


LOOKS: Mapping[Look, Text] = {
    Look.CERTAIN: Text("确定读出", "read for certain"),
    Look.CORRECTED: Text("人工更正", "corrected by a person"),
    Look.INFERRED: Text("推定或图像识别，请对照原件", "inferred, or recognised on an image: compare the original"),
    Look.UNSURE: Text("存疑，不据以判断", "unsure: no verdict rests on it"),
    Look.UNREAD: Text("未能读出（不是0）", "not read (which is not 0)"),
    Look.BLANK: Text("原件此处为空白（不是0）", "blank in the original (which is not 0)"),
    Look.ABSENT: Text("原件未印出此格（不是0）", "not printed in the original (which is not 0)"),
}
"""What each look means, for the legend."""

MARKS: Mapping[Look, Text] = {
    Look.CERTAIN: Text("", ""),
    Look.CORRECTED: Text("改", "corr."),
    Look.INFERRED: Text("推", "inf."),
    Look.UNSURE: Text("疑", "unsure"),
    Look.UNREAD: Text("未读出", "not read"),
    Look.BLANK: Text("空白", "blank"),
    Look.ABSENT: Text("未印", "absent"),
}
"""The mark of each look, which is there beside its colour."""

CONFLICT = Text("与其他数字疑似不符（见下列问题）", "in a failing check: see the findings below")
CONFLICT_MARK = Text("≠", "≠")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell as it is shown; `conflicts` are the numbers of the findings that it stands in."""

    address: Address
    look: Look
    value: Text
    lines: tuple[Text, ...]
    conflicts: tuple[int, ...]
    placed: bool

    @property
    def mark(self) -> Text:
        """What stands beside the value."""
        return _mark(self.look, in_conflict=bool(self.conflicts))

    @property
    def title(self) -> Text:
        """All there is to say of it."""
        return Text(*(self.title_in(language) for language in (Language.CHINESE, Language.ENGLISH)))

    def title_in(self, language: Language) -> str:
        """The same in one language."""
        return "\n".join([line.to(language) for line in self.lines])

    @property
    def anchor(self) -> str:
        """The name of its place on the annotated original."""
        return anchor_of(self.address)


@cache
def _mark(look: Look, *, in_conflict: bool) -> Text:
    own = MARKS[look]
    signs = (CONFLICT_MARK,) if in_conflict else ()
    return Text("".join(text.zh for text in (*signs, own)), " ".join(text.en for text in (*signs, own)).strip())


def shown_cell(
    extraction: Extraction, address: Address, form: str | None, conflicts: Sequence[int], *, telling: bool
) -> ShownCell:
    """A cell of a report as it is shown; `telling` says whether the reasons of our doubts are told."""
    cell = extraction.report.cells.get(address)
    doubts = [doubt for doubt in extraction.doubts if address in doubt.cells]
    look = look_of(cell, doubted=bool(doubts))
    lines = [label_of(address, form), *_printed(cell), LOOKS[look]]
    if cell is not None:
        lines.append(place_words(cell.where))
    if conflicts:
        lines.append(CONFLICT)
    if telling:
        lines += [Text(f"{doubt.code}: {doubt.message}", f"{doubt.code}: {doubt.message}") for doubt in doubts]
    return ShownCell(address, look, _value(cell, look), tuple(lines), tuple(conflicts), _has_place(cell))


def look_of(cell: Cell | None, *, doubted: bool) -> Look:
    """How far a cell is known; a correction is what a person says, and any doubt weighs more than what we read."""
    if cell is None:
        return Look.ABSENT
    if cell.state is CellState.UNREAD:
        return Look.UNREAD
    if doubted or not cell.certain or cell.state is CellState.TEXT:
        return Look.UNSURE
    if cell.read is not None:
        return Look.CORRECTED
    if cell.by is not None or cell.confidence is not None:
        return Look.INFERRED
    return Look.BLANK if cell.state is CellState.BLANK else Look.CERTAIN


def conflicts_of(extraction: Extraction, findings: Iterable[StoredFinding]) -> Mapping[Address, tuple[int, ...]]:
    """The cells that stand in a failing check which was judged on the very figures of this reading."""
    found: dict[Address, tuple[int, ...]] = {}
    for stored in findings:
        if stored.finding.status is Outcome.FAIL and stored.state in STANDING and rests_on(stored, extraction):
            for address in stored.finding.cells:
                found[address] = (*found.get(address, ()), stored.id)
    return found


def rests_on(stored: StoredFinding, extraction: Extraction) -> bool:
    """Whether all cells of a finding say in this reading what it was judged on."""
    return all(_seen(extraction, seen.address).said == seen.said for seen in stored.grounds.cells)


def _seen(extraction: Extraction, address: Address) -> CellSeen:
    cell = extraction.report.cells.get(address)
    doubted = any(address in doubt.cells for doubt in extraction.doubts)
    return CellSeen(address, replace(cell, unsure=Unsure.VALUE) if cell and doubted and not cell.unsure else cell)


def _value(cell: Cell | None, look: Look) -> Text:
    """What stands in the cell; nothing where the mark alone says that there is no figure."""
    if cell is None or look in (Look.UNREAD, Look.BLANK):
        return Text("", "")
    if cell.value is None and cell.state is CellState.NOT_APPLICABLE:
        return Text("/", "/")
    if cell.state is CellState.TEXT:
        return Text(cell.raw, cell.raw)
    return Text("", "") if cell.value is None else figure(cell)


def _printed(cell: Cell | None) -> list[Text]:
    if cell is None:
        return []
    lines = [Text(f"原件印作“{cell.raw}”", f"printed “{cell.raw}”")] if cell.raw else []
    if cell.read is not None:
        read = figure(cell.read)
        lines.append(Text(f"本系统原识读为：{read.zh}", f"read by us as: {read.en}"))
    if cell.note:
        lines.append(Text(f"格内另注：{cell.note}", f"noted in the cell: {cell.note}"))
    return lines


def _has_place(cell: Cell | None) -> bool:
    """Whether the reading knows where in the original the cell stands."""
    if cell is None:
        return False
    where = cell.where
    return any(known is not None for known in (where.page, where.line, where.table, where.box, where.path, where.row))
