"""The real reports of a folder, published as their governments would, at dates that we chose.

The figures and sentences are the files'; the sites, the links and the dates are ours and stand in the truth.
"""

from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from itertools import groupby
from pathlib import Path

from crawler.domain.evidence import DateBasis
from crawler.domain.unit import Level, Unit, UnitKind
from spiders.simulator.decoys import decoys
from spiders.simulator.sites import MAIN, SHANGHAI, Attachment, Column, Entry, SimulatedSite
from spiders.simulator.world import Fact, World

AS_OF = datetime(2024, 4, 20, 9, tzinfo=SHANGHAI)

# Each is obliged for the years of which its report is among the files and no others: the demonstration must
# not call a real government's report missing because we do not serve it.
_CITY = Unit(
    "630200",
    "海东市人民政府",
    UnitKind.GOVERNMENT,
    Level.PREFECTURE,
    None,
    "",
    aliases=("海东市",),
    obliged_from=2020,
    obliged_to=2020,
)
_COUNTY = Unit(
    "630225",
    "循化撒拉族自治县人民政府",
    UnitKind.GOVERNMENT,
    Level.COUNTY,
    "630200",
    "",
    aliases=("循化县人民政府", "海东市循化县"),
    obliged_from=2020,
    obliged_to=2021,
)
_BUREAU = Unit(
    "990121902", "云溪县民政局", UnitKind.DEPARTMENT, Level.COUNTY, None, "", obliged_from=2020, obliged_to=2020
)
_TOWN = Unit(
    "640522104",
    "海原县西安镇人民政府",
    UnitKind.TOWNSHIP,
    Level.TOWNSHIP,
    None,
    "",
    local_due=(1, 31),
    obliged_from=2020,
    obliged_to=2020,
)
_DISTRICT = Unit(
    "320813",
    "淮安市洪泽区人民政府",
    UnitKind.GOVERNMENT,
    Level.COUNTY,
    None,
    "",
    obliged_from=2023,
    obliged_to=2023,
)
_TOWNSHIPS = Column("xz", "乡镇")


def real_world(folder: Path) -> World:
    """The five texts and the PDF of `folder`, each on a site of its government; FileNotFoundError if one is absent."""
    sites = (_county_site(folder), _city_site(folder), _bureau_site(folder), _town_site(folder), _district_site(folder))
    return World("real reports", AS_OF, sites, tuple(_facts()))


def text_as_html(text: str) -> str:
    r"""A text as a page: lines become paragraphs, and runs of tab-separated lines become tables.

    >>> text_as_html("总计\n规章\t0")
    '<p>总计</p>\n<table><tr><td>规章</td><td>0</td></tr></table>\n'
    """
    lines = (line for line in text.split("\n") if line.strip())
    return "".join(
        _table(run) if tabbed else "".join(f"<p>{escape(line, quote=False)}</p>\n" for line in run)
        for tabbed, run in groupby(lines, key=lambda line: "\t" in line)
    )


def _table(lines: Iterator[str]) -> str:
    rows = (line.split("\t") for line in lines)
    cells = ("".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>\n"


def _facts() -> Iterator[Fact]:
    for unit, year, on in (
        (_COUNTY, 2020, date(2021, 3, 20)),
        (_COUNTY, 2021, date(2022, 1, 20)),
        (_CITY, 2020, date(2021, 3, 10)),
        (_BUREAU, 2020, date(2021, 1, 25)),
        (_TOWN, 2020, date(2021, 1, 28)),
        (_DISTRICT, 2023, date(2024, 1, 15)),
    ):
        yield Fact(unit, year, on, on, DateBasis.PAGE)


def _county_site(folder: Path) -> SimulatedSite:
    first = _page(folder, "000", "循化撒拉族自治县2020年度政府信息公开工作报告", date(2021, 3, 20))
    second = _file(folder, "001*.txt", "循化撒拉族自治县人民政府2021年政府信息公开工作年度报告", date(2022, 1, 20))
    return SimulatedSite(_COUNTY.name, "trs", (first, second, *decoys("循化县", 2020)), (_COUNTY,))


def _city_site(folder: Path) -> SimulatedSite:
    report = _page(folder, "002", "海东市2020年度政府信息公开工作年度报告", date(2021, 3, 10))
    return SimulatedSite(_CITY.name, "plain", (report, *decoys("海东市", 2020)), (_CITY,))


def _bureau_site(folder: Path) -> SimulatedSite:
    """Only the link names the bureau: neither the article nor its text does."""
    link = f"{_BUREAU.name}2020年政府信息公开工作年度报告"
    report = _page(folder, "003", "2020年政府信息公开工作年度报告", date(2021, 1, 25), link_title=link)
    return SimulatedSite("云溪县人民政府", "trs", (report, *decoys("云溪县", 2020)), (_BUREAU,))


def _town_site(folder: Path) -> SimulatedSite:
    title = "海原县西安镇人民政府2020年政府信息公开工作年度报告"
    report = _page(folder, "004", title, date(2021, 1, 28), columns=(_TOWNSHIPS.key,))
    entries = (report, *decoys("海原县", 2020))
    return SimulatedSite("海原县人民政府", "trs", entries, (_TOWN,), (MAIN, _TOWNSHIPS))


def _district_site(folder: Path) -> SimulatedSite:
    report = _file(folder, "*.pdf", "淮安市洪泽区人民政府2023年政府信息公开工作年度报告", date(2024, 1, 15))
    return SimulatedSite(_DISTRICT.name, "trs", (report, *decoys("洪泽区", 2023)), (_DISTRICT,))


def _page(
    folder: Path, number: str, title: str, on: date, link_title: str = "", columns: tuple[str, ...] = (MAIN.key,)
) -> Entry:
    text = _find(folder, f"{number}*.txt").read_text("utf-8")
    return Entry(title, on, body=text_as_html(text), link_title=link_title, columns=columns)


def _file(folder: Path, pattern: str, title: str, on: date) -> Entry:
    found = _find(folder, pattern)
    attachment = Attachment(found.suffix.removeprefix("."), found.read_bytes())
    return Entry(title, on, body=f"<p>{title}见附件。</p>", attachment=attachment)


def _find(folder: Path, pattern: str) -> Path:
    found = next(iter(sorted(folder.glob(pattern))), None)
    if found is None:
        raise FileNotFoundError(folder / pattern)
    return found
