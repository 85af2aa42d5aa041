"""Percentages and daily averages of the narrative, held against the numbers of their own sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.phrases import number
from monitor.checks.rules import Limits
from monitor.checks.statements import Sentence, borne, sentences

_FIGURE = r"(?<![\d.第近约余])(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?![\d.余多])"
_UNIT = r"件|条|个|项|份|篇|宗|起|人次|人|家|次"
_PERCENT = r"(?P<percent>\d+(?:\.\d+)?)%"
_COUNTED = re.compile(rf"(?P<number>{_FIGURE})(?P<unit>{_UNIT})")
_RATE = re.compile(
    rf"(?:^|[,;、(:])(?P<name>办结|办复|答复|回复|承办|整改|完成)率(?:为|达到|达|是|:)?(?:了)?{_PERCENT}"
)
_DONE = {
    "办结": ("办结", "办复", "办理完毕"),
    "办复": ("办复", "办结", "回复"),
    "答复": ("答复",),
    "回复": ("回复", "办复"),
    "承办": ("承办",),
    "整改": ("整改",),
    "完成": ("完成",),
}
_OF_THOSE_DUE = ("答复", "回复")
_TAKEN_IN = re.compile(r"收到|受理|接收|接到|承接|登记|转办|交办|共|来信|来电|发现|应")
_SHARE = re.compile(
    rf"(?:^|[,;:、])(?P<label>[^\d,;:%]+)(?P<number>{_FIGURE})(?P<unit>{_UNIT})[,(]?占(?:比|总数的?|总量的?|全部的?)?(?:为)?{_PERCENT}"
)
_WHOLE = re.compile(rf"(?P<number>{_FIGURE})(?P<unit>{_UNIT})(?:[,;](?:日均|月均)[^,;]*)?[,;:(]*$")
_DAILY = re.compile(
    rf"(?:全年|年内|(?:19|20)\d{{2}}年)[^,;\d]*(?P<number>{_FIGURE})(?P<unit>{_UNIT})[,;](?P<how>日均|平均每[天日])[^\d,;]*"
    rf"(?P<mean>\d+(?:\.\d+)?)(?P<same>{_UNIT})(?![\d.])"
)
_GROWN = re.compile(
    rf"(?P<now>{_FIGURE})(?P<unit>{_UNIT})[,(](?:较|比|与)?(?:上年|去年|上一年|(?:19|20)\d{{2}}年)(?:度)?(?:的)?"
    rf"(?P<then>{_FIGURE})(?P<same>{_UNIT})(?:相比)?,?(?P<way>增长|增加|上升|提高|下降|减少|降低)(?:了)?{_PERCENT}"
)
_CLOSE = 80
_DAYS = (Decimal(365), Decimal(366), Decimal(248), Decimal(249), Decimal(250), Decimal(251), Decimal(252))


@dataclass(frozen=True, slots=True)
class _Ratio:
    """What the text says a ratio is, and what its numbers give."""

    said: Decimal
    computed: Decimal
    numbers: str
    words: str

    @property
    def step(self) -> Decimal:
        """One unit of the last place that is printed."""
        exponent = self.said.as_tuple().exponent
        return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)


@dossier_check(
    "NAR-08",
    Severity.LOW,
    Text("正文所称百分比、日均数与其数字相符", "the percentages of the text are those of its numbers"),
    limits={"points": "0.1"},
)
def ratios_come_out(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """A rate, a share, a growth or a daily average is that of the two numbers of its own sentence.

    Judged only where exactly one pair fits the wording: what was taken in and what was done, a part of a sum with 占,
    two years' figures, a year's figure and 日均. 按时办结率, 满意率 and rounded numbers are passed over.
    It may be off by one unit of the last place printed, or by the tolerance; a mismatch always needs a person.

    Basis: the arithmetic of the sentence; 国办公开办函〔2021〕30号 (发布内容不准确).
    Applies to: every kind of unit.

    Passes:
        s1_overview: 受理县长信箱55件，办复52件，办结率为94.5%。
    Passes:
        s1_overview: 全年受理来电34119件，日均93件。其中：直接办理20474件，占60%；转办12641件，占37%。
    Passes (NOT_APPLICABLE):
        s1_overview: 收到申请3件，办结2件，按时办结率100%。
    Fails (WARN):
        s1_overview: 受理县长信箱55件，办复52件，办结率为98%。
    Fails (WARN):
        s1_overview: 公开信息120条，较上年100条增长30%。
    """
    extraction = dossier.extraction
    found = () if extraction is None else tuple(_ratios(tuple(sentences(extraction.report))))
    if extraction is None or not found:
        yield not_applicable("正文无可核对的百分比", "the text has no percentage that can be worked out")
        return
    for ratio, sentence in found:
        off = abs(ratio.said - ratio.computed) > max(limits["points"], ratio.step)
        outcome = borne(extraction, Outcome.WARN) if off else Outcome.PASS
        shown, end = number(round(ratio.computed, 2)), "，请核实" if off else ""
        yield Discrepancy(
            outcome,
            Text(
                f"正文称“{ratio.words}”；按同句数字{ratio.numbers}={shown.zh}{end}",
                f"the text says {ratio.words!r}; by its own numbers {ratio.numbers} = {shown.en}",
            ),
            quotes=(sentence.quote,) if off else (),
        )


def _ratios(said: Sequence[Sentence]) -> Iterator[tuple[_Ratio, Sentence]]:
    before: Sentence | None = None
    for sentence in said:
        for find in (_rates, _growths, _averages):
            yield from ((ratio, sentence) for ratio in find(sentence.text))
        joined = before is not None and sentence.text.startswith("其中")
        text = f"{before.text},{sentence.text}" if before is not None and joined else sentence.text
        yield from ((ratio, sentence) for ratio in _shares(text))
        before = sentence


def _rates(text: str) -> Iterator[_Ratio]:
    """办结率 and its like: what was taken in and what was done since the rate before."""
    start = 0
    for match in _RATE.finditer(text):
        since = re.split(r"%[,;、)]*", text[start : match.start()])[-1]
        counted = list(_COUNTED.finditer(since))
        start = match.end()
        if len(counted) != 2 or counted[0]["unit"] != counted[1]["unit"]:
            continue
        taken, done = _words_before(since, counted)
        fits = _TAKEN_IN.search(taken) and any(word in done for word in _DONE[match["name"]])
        pending = match["name"] in _OF_THOSE_DUE and re.search(r"结转|正在|办理中|未到期|尚", text)
        if fits and not pending and not re.search(r"其中|按[时期]|及时|满意|比", done):
            yield _percentage(match, counted[1]["number"], counted[0]["number"])


def _words_before(text: str, counted: Sequence[re.Match[str]]) -> tuple[str, str]:
    return text[: counted[0].start()], text[counted[0].end() : counted[1].end() + 4]


def _shares(text: str) -> Iterator[_Ratio]:
    """占 behind a part: of the one sum in front of 其中."""
    head, marker, tail = text.partition("其中")
    head = head[-_CLOSE:]
    whole = _WHOLE.search(head)
    if not marker or whole is None or "其中" in tail or re.search(r"日均|月均|平均", head[: whole.start()][-6:]):
        return
    for match in _SHARE.finditer("," + tail.lstrip(":,")):
        if match["unit"] == whole["unit"]:
            yield _percentage(match, match["number"], whole["number"])


def _growths(text: str) -> Iterator[_Ratio]:
    for match in _GROWN.finditer(text):
        now, then = _value(match["now"]), _value(match["then"])
        more = match["way"] in ("增长", "增加", "上升", "提高")
        if then == 0 or match["unit"] != match["same"] or (now > then) != more:
            continue
        computed = abs(now - then) / then * 100
        yield _Ratio(Decimal(match["percent"]), computed, f"|{now}-{then}|/{then}×100", match[0])


def _averages(text: str) -> Iterator[_Ratio]:
    """日均: by the days of a year, or by its working days, whichever is nearer."""
    for match in _DAILY.finditer(text):
        if match["unit"] == match["same"]:
            said, year = Decimal(match["mean"]), _value(match["number"])
            days = min(_DAYS, key=lambda days: abs(year / days - said))
            yield _Ratio(said, year / days, f"{year}/{days}", match[0])


def _percentage(match: re.Match[str], part: str, whole: str) -> _Ratio:
    return _Ratio(
        Decimal(match["percent"]),
        _value(part) / max(_value(whole), Decimal(1)) * 100,
        f"{_value(part)}/{_value(whole)}×100",
        match[0].lstrip(",;、(:"),
    )


def _value(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))
