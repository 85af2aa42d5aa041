"""Where and as what a report stands: dead links, files and images only, and lists that are not its column."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from crawler.domain.clock import SHANGHAI
from crawler.domain.dead_links import DeadLink, dead_links
from crawler.domain.dossier import Dossier, Edition
from crawler.domain.evidence import Listed, Visit
from crawler.domain.extraction import Extraction, Medium
from crawler.domain.finding import Outcome, Severity
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.media import PLAIN, body_length, has_doubt, is_mostly_recognised

_BODY, _SECTIONS = 200, 3
_FIRST_YEAR = 2008
_NEWS = re.compile(r"通知公告|公示公告|公告公示|公告栏|新闻|动态|要闻|最新公开|最新文件")


@dossier_check("PUB-08", Severity.HIGH, Text("公布后可持续访问", "it stays where it was published"))
def stays_reachable(dossier: Dossier) -> Iterator[Discrepancy]:
    """A report that was published stays there: its address does not answer that there is nothing.

    Three thorough visits over two days must have found the address gone (404, 410, an empty page), on a site that let
    itself be seen. Blocks, time-outs, errors of the server and maintenance are our trouble and count for nothing. Where
    the report stands at another address still, the dead link is only mentioned; where most of a site is gone at once,
    its addresses have changed.

    Basis: 条例 art. 24: what is published can be searched, looked up and downloaded.
    Applies to: every kind of unit.

    Passes:
        seen first: 2024-01-20
        visited: 2024-02-10
    Fails:
        seen first: 2024-01-20
        visited: 2024-02-10 gone
        visited: 2024-02-17 gone
        visited: 2024-02-24 gone
    Fails (UNDETERMINED):
        seen first: 2024-01-20
        visited: 2024-02-10 gone
    """
    links = dead_links(dossier.publications, (*dossier.visits, *dossier.elsewhere))
    if not dossier.publications:
        yield not_applicable("未取得报告", "there is no report")
    elif not links:
        yield Discrepancy(Outcome.PASS, Text("未监测到链接失效", "no dead link was seen"))
    else:
        yield _dead(links, len({one.url for one in dossier.publications}) > len(links))


@dossier_check("PUB-09", Severity.LOW, Text("正文在页面上公布", "its text stands on the page"))
def is_not_a_file_only(dossier: Dossier) -> Iterator[Discrepancy]:
    """The text stands on the page, and not in an attached file alone.

    A PDF whose text can be searched is only mentioned. A page with the text and a file beside it is as it should be. A
    document that is looked at by itself says nothing of where it was published.

    Basis: 条例 art. 24: 检索、查阅、下载.
    Applies to: every kind of unit.

    Passes:
        add to s1_overview: 本年度共公开各类政府信息若干条。
    Passes:
        medium: docx
        elsewhere: medium: html
    Fails (INFO):
        medium: pdf
    Fails (WARN):
        medium: docx
    """
    shown = _shown(dossier)
    files = [edition for edition in shown if edition.extraction.medium not in PLAIN]
    if not shown or has_doubt(shown[0].extraction, "not_readable"):
        yield not_applicable("未取得已公布的报告", "no published report was read")
    elif not files or any(_has_its_text(edition.extraction) for edition in shown if edition not in files):
        yield Discrepancy(Outcome.PASS, Text("页面载有正文", "the page holds the text"))
    else:
        yield _file_only(files[-1])


@dossier_check("PUB-10", Severity.MEDIUM, Text("以文本形式公布", "it is published as text"))
def is_not_an_image(dossier: Dossier) -> Iterator[Discrepancy]:
    """Tables and text are text, and not images or scans.

    An image is a fact. That the tables of a page or of a PDF are images we gather from having had to recognise their
    characters, so a person has to look. Headings without tables may also be tables that we did not read.

    Basis: 条例 art. 24: 检索、查阅、下载; nothing on an image can be searched.
    Applies to: every kind of unit.

    Passes:
        medium: pdf
    Passes:
        medium: image
        elsewhere: medium: html
    Fails:
        medium: image
    Fails (WARN):
        medium: pdf
        recognised: 0.99
    """
    extraction = dossier.extraction
    if extraction is None or has_doubt(extraction, "not_readable"):
        yield not_applicable("未取得可读的报告", "there is no report that could be read")
    elif not any(is_mostly_recognised(one) for one in (extraction, *_readings(dossier))):
        yield from _perhaps_without_tables(extraction)
    elif any(_has_its_text(one) and not is_mostly_recognised(one) for one in _readings(dossier)):
        yield Discrepancy(Outcome.PASS, Text("另有文本形式", "it is there as text, too"))
    else:
        yield _image_only(extraction)


@dossier_check("PUB-11", Severity.MEDIUM, Text("在年报专栏公布", "it is published in the column of annual reports"))
def is_in_its_column(dossier: Dossier) -> Iterator[Discrepancy]:
    """A report is linked from the column of annual reports, wherever its page stands.

    Told only where a list of notices or news led us to it, and the column, seen in full after that, names other years'
    reports of the same unit and not this one. Whoever is named in no column may be filed in one that we did not find.

    Basis: 国办公开办函〔2019〕61号: 统一名称、统一格式, the reports stand in the column of the site's platform.
    Applies to: every kind of unit.

    Passes:
        found in: 政府信息公开年报 /zfxxgk/nb/
        visited: 2024-02-10 lists 2022 2023
    Passes:
        found in: 通知公告 /tzgg/
        visited: 2024-02-10 lists 2022 2023
    Fails (WARN):
        found in: 通知公告 /tzgg/
        visited: 2024-02-10 lists 2022
    """
    lists = {one for publication in dossier.publications for one in publication.lists if one[0]}
    seen = max((one.first_seen for one in dossier.publications), default=None)
    visits = [visit for visit in dossier.visits if visit.good and seen is not None and visit.started_at > seen]
    if not lists or not visits or dossier.unit is None or dossier.year is None:
        yield not_applicable("如何监测到该报告无从比对", "nothing says by which list it was found")
    elif _is_named(dossier.unit.id, dossier.year, visits) or not _are_all_beside(lists, visits):
        yield Discrepancy(Outcome.PASS, Text("由年报专栏链接", "a column links to it"))
    elif any(_is_named(dossier.unit.id, year, visits) for year in range(_FIRST_YEAR, dossier.year + 1)):
        yield _beside_the_column(*min(lists))
    else:
        yield not_applicable("专栏情况不足以判断", "what was seen of the column does not decide it")


def _dead(links: Sequence[DeadLink], elsewhere: bool) -> Discrepancy:
    link = next((one for one in links if one.proven), links[0])
    since = link.checks[0].astimezone(SHANGHAI).date()
    seen = Text(
        f"曾监测到该报告的网址自{since}起监测时无法打开（{link.url}）",
        f"the report was seen at {link.url}, which is gone since {since}",
    )
    if not link.proven:
        later = Text(f"{seen.zh}，尚待复核", f"{seen.en}; to be confirmed")
        return Discrepancy(Outcome.UNDETERMINED, later, severity=Severity.LOW)
    if link.moved:
        moved = Text(f"{seen.zh}；该网站多数报告同时如此，疑似网址变更", f"{seen.en}, as most of its site")
        return Discrepancy(Outcome.UNDETERMINED, moved, severity=Severity.LOW)
    if elsewhere:
        there = Text(f"{seen.zh}；该报告另有网址可以打开", f"{seen.en}; it is there at another address")
        return Discrepancy(Outcome.INFO, there, severity=Severity.LOW)
    return Discrepancy(Outcome.FAIL, Text(f"{seen.zh}，疑似链接失效或撤下，请核实", seen.en))


def _file_only(file: Edition) -> Discrepancy:
    medium = file.extraction.medium
    searchable = medium is Medium.PDF and not is_mostly_recognised(file.extraction)
    seen = Text(
        f"监测到报告以{medium.value.upper()}附件形式公布，页面正文不足{_BODY}字，请核实",
        f"published as a {medium.value} file; its page has hardly any text",
    )
    severity = Severity.INFO if searchable else Severity.LOW
    return Discrepancy(Outcome.INFO if searchable else Outcome.WARN, seen, severity=severity)


def _image_only(extraction: Extraction) -> Discrepancy:
    if extraction.medium is Medium.IMAGE:
        return Discrepancy(Outcome.FAIL, Text("报告以图片形式公布，无法检索，请核实", "published as an image"))
    what = Text("扫描件", "a scan") if extraction.medium is not Medium.HTML else Text("图片", "images")
    seen = Text(f"报告的表格疑似以{what.zh}形式公布，无法检索，请核实", f"its tables seem to be published as {what.en}")
    return Discrepancy(Outcome.WARN, seen)


def _perhaps_without_tables(extraction: Extraction) -> Iterator[Discrepancy]:
    """Headings without any table: images, or our own eyes."""
    headed = sum(section.key is not None for section in extraction.report.sections) >= _SECTIONS
    if headed and extraction.medium is Medium.HTML and not extraction.report.cells:
        yield Discrepancy(
            Outcome.UNDETERMINED,
            Text(
                "监测到章节标题，未监测到表格，表格可能为图片或附件，请核实",
                "there are headings and no tables: these may be images or a file",
            ),
        )
    else:
        yield Discrepancy(Outcome.PASS, Text("以文本形式公布", "published as text"))


def _beside_the_column(url: str, heading: str) -> Discrepancy:
    seen = Text(
        f"在“{heading}”（{url}）监测到该报告，年报专栏列有该单位其他年度报告而未监测到本年度报告，请核实",
        f"found in {url}; the column lists the unit's reports on other years, and not this one",
    )
    return Discrepancy(Outcome.WARN, seen)


def _shown(dossier: Dossier) -> list[Edition]:
    """What each address shows now."""
    return list({edition.url: edition for edition in dossier.editions}.values())


def _readings(dossier: Dossier) -> list[Extraction]:
    return [edition.extraction for edition in _shown(dossier)]


def _has_its_text(extraction: Extraction) -> bool:
    return body_length(extraction) >= _BODY and bool(extraction.report.cells)


def _is_column(url: str, visits: Sequence[Visit]) -> bool:
    """Whether a list is part of a column, or stands below one."""
    known = {address for visit in visits for address in (*visit.columns, *visit.listings)}
    return url in known or any(_folder(url).startswith(_folder(column)) for visit in visits for column in visit.columns)


def _folder(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rpartition('/')[0]}/"


def _are_all_beside(lists: Iterable[tuple[str, str]], visits: Sequence[Visit]) -> bool:
    """Whether all that led to a report are lists of notices or news."""
    return all(_NEWS.search(heading) is not None and not _is_column(url, visits) for url, heading in lists)


def _is_named(unit_id: str, year: int, visits: Sequence[Visit]) -> bool:
    """Whether a list of the columns names the unit's report on a year."""
    return any(Listed(unit_id, year) in visit.listed for visit in visits)
