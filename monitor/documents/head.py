"""What every document states: to whom, of what, by what law, as of when, and that a person has to look first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.domain.clock import SHANGHAI
from crawler.domain.wording import Language
from monitor.documents.facts import Facts
from monitor.obligations.days import china_day
from monitor.summaries.legible import legible
from monitor.summaries.summary import Summary
from monitor.summaries.words import CAUTION, long_date, statute

_ZH = Language.CHINESE
_MOST_NAMES = 8
_BLANK_DAY = "　　年　　月　　日"
_FIRST_NOTICE = 2021


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The part that all documents share."""

    title: str
    addressees: str
    area: str
    report_year: int
    cut_off: str
    basis: str
    notice: str
    reply_by: str
    contact: str
    issuer: str
    written_on: str
    caution: str


def head_of(summary: Summary, facts: Facts, title: str, addressees: Sequence[str]) -> Head:
    """The head of a document about a summary; what nobody said is left blank."""
    year = summary.report_year
    return Head(
        title=title,
        addressees=f"{_addressed(addressees)}：",
        area=_area(legible(facts.area)),
        report_year=year,
        cut_off=cut_off(summary),
        basis=statute(year).zh,
        notice="《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
        "（国办公开办函〔2021〕30号）"
        if year >= _FIRST_NOTICE
        else "",
        reply_by=_BLANK_DAY if facts.reply_by is None else day(facts.reply_by),
        contact=legible(facts.contact) or "（联系人及电话由发文单位填写）",
        issuer=legible(facts.issuer) or "（发文单位）",
        written_on=day(china_day(summary.as_of)),
        caution=CAUTION.zh,
    )


def _area(name: str) -> str:
    """An area by its own name, not by that of its government."""
    return name.removesuffix("人民政府") or name


def cut_off(summary: Summary) -> str:
    """The moment that a summary is of."""
    at = summary.as_of.astimezone(SHANGHAI)
    return f"{long_date(at.date(), _ZH)}{at:%H:%M}（北京时间）"


def day(when: date) -> str:
    """A day as it stands in running text."""
    return long_date(when, _ZH)


def named(names: Sequence[str]) -> str:
    """Names in a row."""
    return "、".join(map(legible, names))


def _addressed(names: Sequence[str]) -> str:
    """Who a document goes to by name; of many, by the list that goes with it."""
    whole = tuple(dict.fromkeys(names))
    return named(whole) if 0 < len(whole) <= _MOST_NAMES else "各有关单位"
