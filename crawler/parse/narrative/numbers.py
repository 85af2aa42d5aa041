"""Numbers that count something: figures and Chinese numerals with their units, ranges, and rounded ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from crawler.parse.narrative.numerals import chinese_number
from crawler.parse.narrative.printed import Printed

_LARGE = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
_TIMES = "|".join(sorted(_LARGE, key=len, reverse=True))
# A unit is none where it begins another word: 5期间, 3人民, 2条例.
_UNIT = (
    r"个百分点|个工作日|工作日|平方米|平方公里|小时|分钟|个小时|个月|人次|件次|条次|篇次|场次|批次|户次|人天|公里|方面"
    r"|人(?!民|大|社|事|员|才|工|行)|家(?!庭|长|具|乡|畜|校)|条(?!例|款|文)|期(?!间|限|待|刊|末|内)|次(?!年|日|月|序|要)"
    r"|项(?!目)|起(?!草|来|点|诉|到|步)|例(?!如|外|行|会)|字(?!样|体|段)|天(?!气|津|然)|场(?!所|景|地)|页(?!面)"
    r"|批(?!准|复|示|评)|部(?!门|分|署|委|队|级|长|位)|位(?!于|置)|处(?!理|罚|置|长|室|于|分)|台(?!账|湾|州)"
    r"|种(?!类|植|子|粮)|类(?!别|似|型)|件(?!事|套)|个|宗|份|篇|元|名|册|套|户|张|幅|组(?!织|成|长|建)|座|亩|吨|轮|倍|%|‰"
)
_ABOUT = (
    r"(?P<about>(?<![最附临])近|(?<![预签节公集])约|大约|将近|接近|超过|超|逾|突破|不足|不到|至少|不少于|不低于"
    r"|不超过|最多|上)?"
)
_FIGURE = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?"
_TO = r"[-—–~至到]"
_BEHIND = r"(?P<some>余|多|来|几)?"
_FRONT = rf"(?<![\dA-Za-z./\[〔第表号])(?<!\d,)(?<!\d{_TO})(?<!\d%{_TO})(?<!-)"
_FIGURES = re.compile(
    rf"{_ABOUT}{_FRONT}(?P<number>{_FIGURE})(?:%?(?<![由从自]){_TO}(?P<upper>{_FIGURE}))?"
    rf"(?P<before>余|多)?(?P<times>{_TIMES})?{_BEHIND}(?P<unit>{_UNIT})(?P<after>以上|左右|上下|之多|以内|以下)?"
)
# Without a unit a figure counts only where it is said to be a sum, and ends its clause.
_BARE = re.compile(rf"(?:达到?|为|共计|累计)(?P<number>{_FIGURE})(?P<times>{_TIMES})?(?=[,;:()、。]|$)")
_PERCENT = re.compile(rf"百分之(?P<number>{_FIGURE}|[一二两三四五六七八九十百零]+)(?P<after>以上|左右)?")
_WRITTEN_UNIT = (
    r"人次|件次|条次|个?方面|个工作日|个百分点|个(?=部门|单位|乡镇|街道|社区|村|县|区|市|月|专栏|栏目|账号|网站|渠道|问题|平台)"
    r"|件(?!事|套)|宗|起(?!草|来|点|诉|步)|例(?!如|外|行|会)|份|条(?!例|款|文|龙)|期(?!间|限)|场(?!所|景|地)|篇|次(?!年|日|性|序|产)"
    r"|家(?!庭|长)|名|天|万元|元|项(?!目)|人(?!民|大|社|事|员|才|工|行)"
)
_WRITTEN = re.compile(
    rf"{_ABOUT}(?<![第周期数几每各逐某\d一二两三四五六七八九十百千万亿])"
    rf"(?P<number>[一二两三四五六七八九十百千万零]+){_BEHIND}(?P<unit>{_WRITTEN_UNIT})(?P<after>以上|左右)?"
)
_ANY_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千]")
_ONE = re.compile(
    r"(?:共|计|合计|仅|到|公开|发布|召开|举办|开展|发生|印发|制定|制发|受理|答复|申请|复议|诉讼|案件)(?:了|有|过)?$"
)
_WITH_NUMBER_IN_FRONT = re.compile(r"(?:^|\n)\s*\d{1,2}\.\d")


@dataclass(frozen=True, slots=True)
class CountedNumber:
    """A number of a sentence, multiplied out, with the unit it prints; it stands from `start` up to `end`."""

    start: int
    digits: int
    end: int
    value: Decimal
    unit: str | None
    upper: Decimal | None = None
    approximate: bool = False


def counted_numbers(sentence: Printed) -> list[CountedNumber]:
    """The numbers of a sentence that count something, in order; dates, ordinals and names with digits are none.

    >>> found = counted_numbers(Printed.of("2023年公开 27.5 万人次，近十二件"))
    >>> [(int(one.value), one.unit, one.approximate) for one in found]
    [(275000, '万人次', False), (12, '件', True)]
    """
    if _ANY_NUMBER.search(sentence.text) is None:
        return []
    found = [*_figures(sentence), *_percentages(sentence), *_written(sentence), *_bare(sentence)]
    apart: list[CountedNumber] = []
    for number in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or number.start >= apart[-1].end:
            apart.append(number)
    return apart


def _figures(sentence: Printed) -> Iterator[CountedNumber]:
    for match in _FIGURES.finditer(sentence.text):
        if not _is_printed_so(sentence, match):
            continue
        upper = _scaled(match["upper"], match["times"]) if match["upper"] else None
        value = _scaled(match["number"], match["times"])
        if upper is None or value < upper:
            rounded = upper is not None or any(match[name] for name in ("about", "before", "some", "after"))
            yield _number(match, value, f"{match['times'] or ''}{match['unit']}", rounded, upper)


def _is_printed_so(sentence: Printed, match: re.Match[str]) -> bool:
    """Whether the digits are printed as one number, and not behind the number of a paragraph."""
    spans = [match.span(name) for name in ("number", "upper") if match[name]]
    if not all(sentence.is_one_token(start, end) for start, end in spans):
        return False
    start = sentence.origins[match.start("number")]
    before = sentence.source[sentence.source.rfind("\n", 0, start) + 1 : start]
    is_first = not before.strip()
    return not (is_first and "." in match["number"] and _WITH_NUMBER_IN_FRONT.match(match[0]))


def _percentages(sentence: Printed) -> Iterator[CountedNumber]:
    for match in _PERCENT.finditer(sentence.text):
        number = _decimal(match["number"])
        if number is not None:
            yield _number(match, number, "%", match["after"] is not None)


def _written(sentence: Printed) -> Iterator[CountedNumber]:
    for match in _WRITTEN.finditer(sentence.text):
        value = _written_value(match)
        if value is not None and not _is_any_one(sentence, match):
            rounded = any(match[name] for name in ("about", "some", "after"))
            yield _number(match, Decimal(value), match["unit"], rounded)


def _written_value(match: re.Match[str]) -> int | None:
    """The number written; 百 alone is a hundred only where it is said to be about one."""
    text = match["number"]
    if text in ("百", "千"):
        return chinese_number(f"一{text}") if match["about"] or match["some"] else None
    return chinese_number(text)


def _is_any_one(sentence: Printed, match: re.Match[str]) -> bool:
    """Whether 一件 is no count: one of many, not one, each one."""
    return match["number"] == "一" and _ONE.search(sentence.text[: match.start()]) is None


def _bare(sentence: Printed) -> Iterator[CountedNumber]:
    for match in _BARE.finditer(sentence.text):
        if sentence.is_one_token(*match.span("number")):
            yield _number(match, _scaled(match["number"], match["times"]), match["times"], False)


def _number(
    match: re.Match[str], value: Decimal, unit: str | None, approximate: bool, upper: Decimal | None = None
) -> CountedNumber:
    return CountedNumber(match.start(), match.start("number"), match.end(), value, unit, upper, approximate)


def _scaled(figure: str, times: str | None) -> Decimal:
    return Decimal(figure.replace(",", "")) * (_LARGE[times] if times else 1)


def _decimal(text: str) -> Decimal | None:
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    written = chinese_number("一百" if text == "百" else text)
    return None if written is None else Decimal(written)
