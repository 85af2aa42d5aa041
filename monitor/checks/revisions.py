"""Revisions: a report that says something else than before, or something else at another address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, groupby, pairwise

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import Dossier, Edition
from crawler.domain.finding import Outcome, Severity
from crawler.domain.normalise import squeeze
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.differences import ChangedCell, Differences, changed_cells, differences, notes_correction

_MOST_CHANGES, _MOST_CELLS, _MOST_SENTENCES = 5, 8, 3
_PARTS = ("本级", "汇总", "全市", "全县", "全区", "全省", "系统")


@dataclass(frozen=True, slots=True)
class Change:
    """One text of an address after another; `returns` tells that the later one had stood there before."""

    old: Edition
    new: Edition
    differs: Differences
    returns: bool


@dossier_check("PUB-07", Severity.HIGH, Text("公布后的改动附有说明", "what was changed after publication is explained"))
def is_not_silently_revised(dossier: Dossier) -> Iterator[Discrepancy]:
    """What was published is not exchanged for something else without a word.

    Each edition of an address is held against the one before it: cells that both readings are sure of, and whole
    sentences, apart from counters and other things around the text. A note of correction makes it a remark, and so
    does what is but set otherwise: 0 for a blank, or text at the end of the page, which may be its site's. What stood
    there before may come back from a cache or a second server: that decides nothing, and what it interrupts has not
    changed. That we read the same bytes better is no change of theirs, nor is what we are unsure of; what two states
    of our code have read is compared once both were read by the same.

    Basis: 国办公开办函〔2021〕30号: 发布内容不准确; evaluators list 发布后有变动 as a finding of its own.
    Applies to: every kind of unit.

    Passes:
        later: page date: 2024-03-01
    Fails:
        later: requests.granted.total = 2
    Fails (WARN):
        later: add to s5_problems: 下一步将继续加强业务培训和监督指导工作。
    Fails (INFO):
        requests.denied_state_secret.natural_person = blank
        later: requests.denied_state_secret.natural_person = 0
    Fails (INFO):
        later: requests.granted.total = 2
        later: add to s6_other: 更正说明：原公布的表三“予以公开”数据有误，现予更正。
    """
    changes = [change for run in _runs(dossier.editions) for change in _changes(run)]
    if not dossier.editions:
        yield not_applicable("未取得已公布的报告", "no published report was read")
    elif not changes:
        yield Discrepancy(Outcome.PASS, Text("公布后未监测到改动", "no change was seen"))
    for change in changes[-_MOST_CHANGES:]:
        yield _revised(change)


@dossier_check("PUB-12", Severity.HIGH, Text("多处公布的内容一致", "it says the same wherever it is published"))
def is_the_same_everywhere(dossier: Dossier) -> Iterator[Discrepancy]:
    """Where a report stands at several addresses, its tables print the same figures at each.

    Only what stood there at the same time is compared, and only cells that we are sure of on both sides; that one
    prints 0 and the other nothing is no difference. A page and a file are read in different ways, and what is corrected
    at one address with a note is perhaps but slow to be so at the other: there a person looks, and where the titles
    name different bodies, or one is of a whole area and the other is not.

    Basis: 国办公开办函〔2021〕30号: 发布内容不准确; evaluators list 多平台发布 as a finding of its own.
    Applies to: every kind of unit.

    Passes:
        elsewhere: s5_problems: 存在的问题另行公布，改进措施正在落实，力争取得更好成效。
    Fails:
        elsewhere: requests.granted.total = 2
    Fails (WARN):
        elsewhere: requests.granted.total = 2
        elsewhere: medium: docx
    """
    latest = [editions[-1] for editions in _by_address(dossier.editions)]
    pairs = (pair for pair in combinations(latest, 2) if _are_read_alike(*pair))
    together = [pair for pair in pairs if _stood_together(dossier, *pair)]
    found = ((one, other, _other_figures(one, other)) for one, other in together)
    differing = next((pair for pair in found if pair[2]), None)
    if not together:
        yield not_applicable("未在多处监测到该报告", "it was not seen at several addresses at one time")
    elif differing is None:
        yield Discrepancy(Outcome.PASS, Text("各处所列数字未见不同", "the figures are the same everywhere"))
    else:
        yield _differing(*differing)


def _by_address(editions: Sequence[Edition]) -> list[list[Edition]]:
    ordered = sorted(editions, key=lambda edition: (edition.url, edition.seen_at))
    return [list(shown) for _, shown in groupby(ordered, key=lambda edition: edition.url)]


def _are_read_alike(one: Edition, other: Edition) -> bool:
    """Whether the same state of our code has read both: else what differs may be our reading."""
    return one.reader == other.reader


def _stood_together(dossier: Dossier, one: Edition, other: Edition) -> bool:
    """Whether both editions were seen at one time; where nothing is known of when, as an example has it, they were.

    That a list names an address says nothing of what stands there.
    """
    met = {publication.url: publication.last_seen for publication in dossier.publications}
    begun = max(one.seen_at, other.seen_at)
    return min(met.get(one.url, begun), met.get(other.url, begun)) >= begun


def _runs(editions: Sequence[Edition]) -> Iterator[list[Edition]]:
    """What each address showed, as far as one state of our code has read it."""
    for shown in _by_address(editions):
        yield from (list(run) for _, run in groupby(shown, key=lambda edition: edition.reader))


def _changes(shown: Sequence[Edition]) -> Iterator[Change]:
    """How one text of an address followed another, without those that only a cache or a second server interrupts."""
    states: list[Edition] = []
    path: list[tuple[int, Edition]] = []
    for edition in shown:
        state = next((at for at, known in enumerate(states) if not _differ(known, edition)), len(states))
        if state == len(states):
            states.append(edition)
        if not path or state != path[-1][0]:
            path.append((state, edition))
        if _is_interrupted([at for at, _ in path]):
            del path[-2:]
    for number, ((_, old), (state, new)) in enumerate(pairwise(path), 1):
        returns = state in {at for at, _ in path[:number]}
        yield Change(old, new, differences(old.extraction, new.extraction), returns)


def _is_interrupted(path: Sequence[int]) -> bool:
    """Whether an older text came up for a time, and then again the one that it interrupts."""
    return len(path) > 3 and path[-1] == path[-3] and path[-2] in path[:-3]


def _differ(one: Edition, other: Edition) -> bool:
    return bool(differences(one.extraction, other.extraction))


def _revised(change: Change) -> Discrepancy:
    old, new, differs = change.old, change.new, change.differs
    when = Text(
        f"于{_day(new.seen_at)}监测到内容变化（此前采集于{_day(old.seen_at)}）",
        f"seen on {_day(new.seen_at)} to say otherwise than on {_day(old.seen_at)}",
    )
    what = [*_capped([cell.said for cell in differs.cells]), *_set_otherwise(differs), *_sentences(differs)]
    note = _note(change)
    message = Text(
        f"{new.url}{when.zh}：{'；'.join(one.zh for one in what)}；{note.zh}",
        f"{new.url} {when.en}: {'; '.join(one.en for one in what)}; {note.en}",
    )
    outcome = _outcome(change)
    return Discrepancy(
        outcome,
        message,
        cells=tuple(cell.address for cell in differs.cells or differs.fillings),
        severity=Severity.HIGH if differs.cells and outcome in (Outcome.FAIL, Outcome.WARN) else Severity.LOW,
        quotes=(*differs.removed[:_MOST_SENTENCES], *differs.added[:_MOST_SENTENCES]),
    )


def _outcome(change: Change) -> Outcome:
    differs = change.differs
    if differs.noted or not (differs.cells or ((differs.removed or differs.added) and not differs.around)):
        return Outcome.INFO
    if change.returns:
        return Outcome.UNDETERMINED
    alike = change.old.extraction.medium is change.new.extraction.medium
    return Outcome.FAIL if differs.cells and alike else Outcome.WARN


def _note(change: Change) -> Text:
    if change.differs.noted:
        return Text("载有更正说明", "a correction is noted")
    if change.returns:
        return Text("与更早采集的内容相同，可能系缓存所致，请核实", "as it was seen before: perhaps from a cache")
    return Text("未监测到更正说明，请核实", "no note")


def _capped(told: Sequence[Text]) -> Iterator[Text]:
    yield from told[:_MOST_CELLS]
    if len(told) > _MOST_CELLS:
        yield Text(f"等{len(told)}个单元格", f"{len(told)} cells in all")


def _set_otherwise(differs: Differences) -> Iterator[Text]:
    if number := len(differs.fillings):
        yield Text(f"{number}个单元格在空白、“/”和0之间变动", f"{number} cells between blank, '/' and 0")


def _sentences(differs: Differences) -> Iterator[Text]:
    if differs.around:
        yield Text("以下在页面末尾，可能不属报告正文", "at the end of the page, perhaps not of the report")
    if differs.removed:
        yield Text(f"正文删去{len(differs.removed)}句", f"{len(differs.removed)} sentences removed")
    if differs.added:
        yield Text(f"正文新增{len(differs.added)}句", f"{len(differs.added)} sentences added")


def _other_figures(one: Edition, other: Edition) -> tuple[ChangedCell, ...]:
    return tuple(cell for cell in changed_cells(one.extraction, other.extraction) if not cell.is_filling)


def _kind(edition: Edition) -> tuple[str, frozenset[str]]:
    """Whose report it is by its title, and of what part of an area."""
    report = edition.extraction.report
    parts = frozenset(part for part in _PARTS if part in squeeze(report.title or ""))
    return squeeze(report.unit_name or "").removesuffix("人民政府"), parts


def _differing(one: Edition, other: Edition, cells: Sequence[ChangedCell]) -> Discrepancy:
    alike = one.extraction.medium is other.extraction.medium
    listed = list(_capped([cell.apart for cell in cells]))
    message = Text(
        f"同一年度报告在两处所列数字不同（{one.url}；{other.url}）：{'；'.join(told.zh for told in listed)}，请核实",
        f"the figures at {one.url} and {other.url} differ: {'; '.join(told.en for told in listed)}",
    )
    corrected = notes_correction(one.extraction, other.extraction) or notes_correction(other.extraction, one.extraction)
    decided = alike and not corrected and _kind(one) == _kind(other)
    return Discrepancy(Outcome.FAIL if decided else Outcome.WARN, message, cells=tuple(cell.address for cell in cells))


def _day(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).date().isoformat()
