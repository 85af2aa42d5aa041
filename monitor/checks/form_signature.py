"""Who signed and when, how to get in touch, and whether it is a text for the public."""

import re
from collections.abc import Iterator
from datetime import date

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.report import Report
from crawler.domain.unit import Unit, host_of
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check
from monitor.checks.passages import Passage, read_passage
from monitor.checks.reading import if_whole, nothing_read, read_text, section
from monitor.checks.scope import Scope

_LOOKS_LIKE_A_DATE = re.compile(
    r"(?:(?:19|20)\d{2}|[一二][〇○零O0一二三四五六七八九]{3})[年.\-/]\s*[\d一二三四五六七八九十]{1,3}"
)
_LAST_LINES = 4
_MAIL = re.compile(r"[A-Za-z0-9_.\-]+@(?P<host>[A-Za-z0-9\-]+(?:\.[A-Za-z]{2,6})+)")
_PERSONAL = re.compile(
    r"(?:^|\.)(?:qq|vip\.qq|foxmail|163|126|yeah|sina|sohu|hotmail|outlook|gmail|139|189|aliyun|tom)\."
)
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9@.\-])(?:https?://)?(?P<host>[a-z0-9\-]+(?:\.[a-z0-9\-]+)*?\.(?:gov\.cn|(?:com|net|org)\.cn|cn|com|net|org))"
    r"(?![a-z\-.])",
    re.IGNORECASE,
)
_PLATFORMS = ("weibo.com", "weibo.cn", "weixin.qq.com", "douyin.com", "toutiao.com", "12306.cn", "people.com.cn")
_TO_A_SUPERIOR = re.compile(
    r"现将[^。;]{0,40}?(?:汇报|呈报|上报)如下|特此(?:报告|汇报|呈报)|(?<![提报申])请(?:予以?)?(?:审阅|审示|阅示|批示)(?=[。!]|$)"
)
_LETTER = re.compile(r"^关于(?:报送|呈报|上报|报请).{2,60}(?:函|报告)$")


@dossier_check(
    "FRM-11", Severity.LOW, Text("载有落款单位和日期", "it says who issued it and when"), scope=Scope(since=2019)
)
def is_signed(dossier: Dossier) -> Iterator[Discrepancy]:
    """The body and a day stand at the end or in the head; a page may carry the day in its head and not in the text.

    A signing date whose body only the title names is told. A day that we could not read makes no finding. What has
    neither a date of the page nor one of the text is graver, since nobody can then tell whether it is late.

    Basis: the practice of official documents (成文日期、发文机关署名); 条例 art. 49 cannot be checked without a day.
    Applies to: every kind of unit; reports on 2019 and later.

    Passes:
    Passes:
        signature: none
        signed: none
    Fails (INFO):
        signature: none
    Fails:
        signature: none
        signed: none
        page date: none
    Fails (UNDETERMINED):
        signature: none
        signed: none
        page date: none
        s6_other: 本年度未收取信息处理费。二〇二四年一月
    """
    extraction = read_text(dossier)
    if extraction is None:
        yield nothing_read()
        return
    report = extraction.report
    if report.dates.signed is not None:
        yield _signed_by(report, report.dates.signed)
    elif report.dates.page is not None:
        yield _dated_by_page(report, report.dates.page)
    elif _may_have_a_date(report):
        seen = Text(
            "文首或文末有疑似日期，但未能识读，尚不能判定", "something like a date stands there that was not read"
        )
        yield Discrepancy(Outcome.UNDETERMINED, seen)
    else:
        seen = Text("未监测到落款单位和日期，请核实", "neither the body that issued it nor a day was found")
        yield Discrepancy(if_whole(extraction, Outcome.FAIL), seen, severity=Severity.MEDIUM)


@dossier_check("FRM-12", Severity.INFO, Text("联系信息为政务邮箱和政府网站", "mailboxes and sites are official ones"))
def contacts_are_official(dossier: Dossier) -> Iterator[Discrepancy]:
    """A mailbox of a public provider, or a site neither under gov.cn nor registered for the unit, is told.

    Such mailboxes are common and in places official, so this is never more than information; a report that prints
    no contact at all is not remarked on.

    Basis: 国务院办公厅's rules for government sites (gov.cn); no rule names the mailbox.
    Applies to: every kind of unit.

    Passes:
        preface: 报告电子版可在www.yunxi.gov.cn查阅，邮箱：zwgk@yunxi.gov.cn。
    Fails (INFO):
        preface: 电子邮箱：1249202519@qq.com。
    Fails (INFO):
        preface: 报告电子版可从循化县人民政府网站（http://www.xunhuagov.cn）下载。
    """
    extraction = read_text(dossier)
    if extraction is None:
        yield nothing_read()
        return
    passage = read_passage(f"{extraction.report.preface}\n{extraction.report.narrative}")
    found = tuple(_unofficial(passage, dossier.unit))
    for said, seen in found:
        yield Discrepancy(Outcome.INFO, seen, quotes=(said,))
    if not found:
        yield Discrepancy(Outcome.PASS, Text("未监测到异常联系信息", "no unusual contact was found"))


@dossier_check("FRM-13", Severity.LOW, Text("公布的是面向社会的文本", "what is published is a text for the public"))
def is_for_the_public(dossier: Dossier) -> Iterator[Discrepancy]:
    """The text is not the one that was handed to a superior: no 汇报如下, 特此报告, 请审阅, no head of a letter.

    Looked for in the preface, in the first sentences and at the end; quotations do not count, and 现将…报告如下 passes.

    Basis: 条例 art. 49 (向社会公布); a city's criticism of letters to the office published as reports.
    Applies to: every kind of unit.

    Passes:
        preface: 现将2023年政府信息公开工作情况报告如下。
    Passes:
        add to s1_overview: 各科室起草后提请审阅。
    Fails (WARN):
        preface: 我市不断深化公开内容，取得了积极成效。现将有关情况汇报如下：
    Fails (WARN):
        s6_other: 本年度未收取信息处理费。特此报告，请审阅。
    """
    extraction = read_text(dossier)
    if extraction is None:
        yield nothing_read()
        return
    found = [place for place in _places_to_speak_to(extraction.report) if place is not None]
    for passage, start, end in found:
        said = passage.shown(start, end)
        seen = Text(f"正文称“{said}”，疑似上报材料，请核实", f"it says {said!r}: perhaps the text for a superior")
        yield Discrepancy(if_whole(extraction, Outcome.WARN), seen, quotes=(passage.quote(start, end),))
    if not found:
        yield Discrepancy(Outcome.PASS, Text("未监测到上报用语", "nothing in it speaks to a superior"))


def _signed_by(report: Report, signed: date) -> Discrepancy:
    if report.signature:
        return Discrepancy(Outcome.PASS, Text(f"落款为{report.signature}，{signed}", f"signed on {signed}"))
    if report.unit_name:
        seen = Text(
            f"落款日期为{signed}，落款单位仅见于标题或版头", f"signed on {signed}; only the title names the body"
        )
        return Discrepancy(Outcome.INFO, seen)
    seen = Text(f"落款日期为{signed}，未监测到落款单位，请核实", f"signed on {signed}, by nobody who is named")
    return Discrepancy(Outcome.WARN, seen)


def _dated_by_page(report: Report, page: date) -> Discrepancy:
    if report.signature or report.unit_name:
        return Discrepancy(Outcome.PASS, Text(f"标题载明单位，页面日期为{page}", f"the page is dated {page}"))
    seen = Text(f"页面日期为{page}，未监测到落款单位", f"the page is dated {page}; no body is named")
    return Discrepancy(Outcome.INFO, seen)


def _may_have_a_date(report: Report) -> bool:
    """Whether a line at the end, or one in the head, holds what may be a day that we could not read as one."""
    ends = report.sections[-1].text.split("\n")[-_LAST_LINES:]
    head = [line for line in report.preface.split("\n") if len(line.strip()) < 30 and "报告" not in line]
    return any(_LOOKS_LIKE_A_DATE.search(read_passage(line).plain) for line in (*ends, *head))


def _unofficial(passage: Passage, unit: Unit | None) -> Iterator[tuple[str, Text]]:
    own = _hosts_of(unit)
    for mail in _MAIL.finditer(passage.plain):
        if _PERSONAL.search(mail["host"].lower()):
            yield mail[0], Text(f"联系邮箱为{mail[0]}，非政务邮箱", f"the mailbox is {mail[0]}")
    for address in _ADDRESS.finditer(_MAIL.sub(lambda mail: "□" * len(mail[0]), passage.plain)):
        host = address["host"].lower()
        if not host.endswith((".gov.cn", *own, *_PLATFORMS)):
            yield address[0], Text(f"网址为{host}，不在gov.cn下", f"the site is {host}, not under gov.cn")


def _hosts_of(unit: Unit | None) -> tuple[str, ...]:
    urls = (unit.site_url, unit.column_url or "") if unit is not None else ()
    return tuple(host.removeprefix("www.") for host in map(host_of, urls) if host)


def _places_to_speak_to(report: Report) -> Iterator[tuple[Passage, int, int] | None]:
    overview, last = section(report, "s1_overview"), report.sections[-1]
    for line in report.preface.split("\n"):
        yield _found(read_passage(line), _LETTER)
    yield _found(read_passage(report.preface), _TO_A_SUPERIOR)
    beginning = overview.text.split("\n")[0] if overview is not None else ""
    yield _found(read_passage(beginning), _TO_A_SUPERIOR)
    yield _found(read_passage(last.text), _TO_A_SUPERIOR)


def _found(passage: Passage, words: re.Pattern[str]) -> tuple[Passage, int, int] | None:
    found = words.search(passage.own_words)
    return (passage, *found.span()) if found is not None else None
