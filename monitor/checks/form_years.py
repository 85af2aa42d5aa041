"""The years that a report speaks of: its statistical period, years left over from before, promises gone by."""

import re
from collections.abc import Iterator
from datetime import date

from crawler.domain.dossier import Dossier
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.passages import MARK, Passage, paragraphs, read_passage
from monitor.checks.reading import if_whole, is_recognised, nothing_read, read_text, section
from monitor.checks.scope import Scope

_SPEAKS_OF_PERIOD = re.compile(r"(?:统计|数据|报告)[^。;]{0,12}?(?:期限|时限|时段|期间|起止)|1月1日.{0,12}12月31日")
_OURS = r"我[省市县区州旗盟局镇乡委办厅]|我街道|全[省市县区州旗镇乡]|本(?:单位|机关|行政机关|局|级)"
_YEAR = rf"(?P<year>(?:19|20)\d{{2}})年度?(?:,|(?={_OURS}))"
_OPENER = re.compile(_YEAR)
_NUMBERED = re.compile(rf"{MARK}(?:[^。,;:\d]{{1,25}}(?<![自从在于至到较比与和按据对])[。:]?)?{_YEAR}")
_COMPARES = re.compile(
    r"(?:较|比|与|同)(?:上一?年|去年|往年|上年度|前一年|(?:19|20)\d{2}年)|同比|环比|年以来|(?:至|到|-|—|–|~)(?:19|20)?\d{2}年"
    r"|历年|连续|累计"
)
_SOME_YEAR = re.compile(r"((?:19|20)\d{2})年")
_NEXT_YEAR = re.compile(r"(?:到|进入|自|在)?(?P<year>(?:19|20)\d{2})年")
_AHEAD = (
    r"继续|进一步|从以下|从(?=.{1,8}(?:方面|入手))|着力|着重|不断|认真|严格按|严格落实|持续|坚持|加大|加强|围绕|深入|切实|积极"
    r"|努力|大力|扎实|紧紧|全力|逐步|重点做|重点抓|重点围绕|重点从|做好|抓好|按照|以(?=.{1,20}(?:为|,))|在(?=.{1,25}(?:下|上|中|方面))"
)
_PLAN = re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d{{2}})年度?,?(?:{_OURS}|我们|[^。,;:\d]{{0,10}}?)将(?:{_AHEAD})")
_SECTIONS = {"s1_overview": ("第一部分", "section 1"), "s5_problems": ("第五部分", "section 5")}
_TOLD = re.compile(r"(?:提出|计划|明确|要求|印发|指出|承诺|确定|制定|部署)[^。;]{0,12}$")
_TAKES = re.compile(r"[^。;,]{0,40}(?:纳入|列入|列为|作为|贯穿|融入|摆[在上]|放在|当作|落到实处|结合起来|相结合)")


@dossier_check(
    "FRM-04",
    Severity.LOW,
    Text("载明统计期限，且为报告年度全年", "it states its statistical period: the whole year of the report"),
    scope=Scope(since=2019),
)
def period_is_stated(dossier: Dossier) -> Iterator[Discrepancy]:
    """The report says that its figures are of 1 January to 31 December of its year.

    30号 is not known to ask for it in words, so a period that is not stated only warns. A part of the year may be
    all that a unit existed. A period of another year is the matter of FRM-03, which is named as the root.

    Basis: 条例 art. 49 (上一年度); the preface that the reports on 60号 and 30号 print.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
    Fails (WARN):
        period: none
    Fails (WARN):
        period: 2023-01-01 to 2023-10-31
    Fails (UNDETERMINED):
        period: none
        preface: 本报告所列数据的统计期限为2023年全年。
    Fails:
        period: 2022-01-01 to 2022-12-31
    """
    extraction = read_text(dossier)
    year = dossier.year
    if extraction is None or year is None:
        yield nothing_read()
        return
    report = extraction.report
    if report.period is None:
        yield _no_period(extraction)
        return
    first, last = report.period
    seen = Text(f"统计期限为{first}至{last}", f"the period is {first} to {last}")
    if report.period == (date(year, 1, 1), date(year, 12, 31)):
        yield Discrepancy(Outcome.PASS, seen)
        return
    other_year = first.year == last.year != year
    wrong = Text(f"{seen.zh}，与{year}年全年不一致，请核实", f"{seen.en}, not the whole of {year}")
    yield Discrepancy(
        Outcome.FAIL if other_year else Outcome.WARN,
        wrong,
        severity=Severity.HIGH,
        root="FRM-03" if other_year else None,
    )


@dossier_check(
    "FRM-05",
    Severity.MEDIUM,
    Text("正文无上年度残留的年份", "no year is left over from an older report"),
    scope=Scope(since=2019),
)
def no_year_is_left_over(dossier: Dossier) -> Iterator[Discrepancy]:
    """Sections 1 and 5 do not open with an older year, and nothing is planned for a year that was over.

    Looked at are the first words of the two sections, of their numbered paragraphs (a look is asked for there, since
    a paragraph may tell of the past), and plans of section 5, 「YYYY年将…」. Each place is a finding of its own.
    Comparisons, spans of years, sentences that name the year of the report too or that one opening with it follows
    (history), quotations, numbers of documents, plans for the year after, and 将 in the sense of 把 pass.

    Basis: 条例 art. 49 (上一年度) and 30号 (不准确): a text of an older report was taken over.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
        s5_problems: 2023年，我县公开工作有序推进，但解读形式较为单一。2024年我县将继续加强培训。
    Passes:
        s1_overview: 2022年以来，我县持续推进公开。较2022年增长5%。（一）主动公开。2022年，我县公开3件，2023年公开5件。
    Passes:
        s1_overview: 2019年，我局挂牌成立。2023年，我局公开信息120条。
    Passes:
        add to s5_problems: 2023年，我县将政府信息公开工作纳入考核，《2022年将继续推进的工作》已办结，文号〔2022〕99号。
    Passes:
        add to s1_overview: 2022年，我县公开信息120条，较2021年增长5%，2020年至2022年逐年上升。
    Fails:
        s1_overview: 2022年，我县坚持以公开为常态。
    Fails:
        s5_problems: 2022年，全县信息公开工作整体水平持续提升，但与公众期望相比仍有差距。
    Fails:
        add to s5_problems: 2023年将从以下方面进行改进：一是加强培训。
    Fails (WARN):
        s1_overview: （一）主动公开。2022年，我县发布信息120条。
    """
    extraction = read_text(dossier)
    years = _years_of(dossier)
    if extraction is None or not years:
        yield nothing_read()
        return
    found = [
        discrepancy
        for key in ("s1_overview", "s5_problems")
        for discrepancy in _left_over(extraction.report, key, years)
    ]
    if is_recognised(extraction):
        yield not_applicable("文字由图像识别，未作核对", "the characters may have been recognised on an image")
    elif found:
        yield from found
    else:
        yield Discrepancy(Outcome.PASS, Text("未监测到旧年份残留", "no year is left over"))


def _years_of(dossier: Dossier) -> frozenset[int]:
    """The years that the report may be on: where its title is mistaken, that is for FRM-03 to say, once."""
    report = dossier.extraction.report if dossier.extraction is not None else None
    if report is None:
        return frozenset()
    period = {day.year for day in report.period} if report.period is not None else set()
    return frozenset(year for year in (report.report_year, dossier.expected_year, *period) if year is not None)


def _no_period(extraction: Extraction) -> Discrepancy:
    report = extraction.report
    spoken = _SPEAKS_OF_PERIOD.search(read_passage(f"{report.preface}\n{report.narrative}").plain)
    if spoken is not None:
        seen = Text(
            "正文提及统计期限，但未能识读起止日期，尚不能判定", "a period is spoken of, but its days were not read"
        )
        return Discrepancy(Outcome.UNDETERMINED, seen)
    seen = Text("未监测到统计期限，请核实", "no statistical period was found")
    return Discrepancy(if_whole(extraction, Outcome.WARN), seen)


def _left_over(report: Report, key: str, years: frozenset[int]) -> Iterator[Discrepancy]:
    """The older years in one section, each place once."""
    told = section(report, key)
    for index, paragraph in enumerate(paragraphs(told.text) if told is not None else ()):
        opened = _opening(paragraph, years, is_first=index == 0)
        if opened is not None:
            outcome, place = opened
            yield _quoted(outcome, key, paragraph, place, years)
        elif key == "s5_problems":
            for place in _plans_for_the_past(paragraph, years):
                yield _quoted(Outcome.FAIL, key, paragraph, place, years)


def _opening(paragraph: Passage, years: frozenset[int], *, is_first: bool) -> tuple[Outcome, int] | None:
    """The older year that a paragraph opens with, how far that decides, and where it stands."""
    own = paragraph.own_words
    opener = _OPENER.match(own) if is_first else None
    found = opener or _NUMBERED.match(own)
    if found is None or int(found["year"]) >= min(years):
        return None
    start, end = paragraph.sentence_at(found.start("year"))
    sentence = own[max(start, found.start("year")) : end]
    others = {int(year) for year in _SOME_YEAR.findall(sentence)} - {int(found["year"])}
    if _COMPARES.search(sentence) or others & years or _goes_on_to(own[end:], years):
        return None
    return Outcome.FAIL if opener is not None else Outcome.WARN, found.start("year")


def _goes_on_to(behind: str, years: frozenset[int]) -> bool:
    """Whether the next sentence opens with the year of the report: what stood before it is then history."""
    following = _NEXT_YEAR.match(behind)
    return following is not None and int(following["year"]) in years


def _plans_for_the_past(paragraph: Passage, years: frozenset[int]) -> Iterator[int]:
    own = paragraph.own_words
    for plan in _PLAN.finditer(own):
        told = _TOLD.search(own[: plan.start()]) or _TAKES.match(own, plan.end())
        if int(plan["year"]) <= min(years) and told is None:
            yield plan.start()


def _quoted(outcome: Outcome, key: str, paragraph: Passage, place: int, years: frozenset[int]) -> Discrepancy:
    end = paragraph.sentence_at(place)[1]
    where = Text(*_SECTIONS[key])
    seen = Text(
        f"{max(years)}年报告的{where.zh}称“{paragraph.shown(place, end)}”，疑似沿用旧年份，请核实",
        f"in a report on {max(years)}, {where.en} says {paragraph.shown(place, end)!r}: perhaps of an older year",
    )
    return Discrepancy(outcome, seen, quotes=(paragraph.quote(place, end),))
