"""Sites as odd as real ones: nobody who published is called missing, and nobody whose column we did not see.

All sites are crawled together on two days, so that whatever could be called missing would be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from spiders.simulator.handmade import Answer, Pages
from spiders.simulator.sites import SHANGHAI

pytestmark = pytest.mark.slow

FIRST = datetime(2025, 4, 10, 9, tzinfo=SHANGHAI)
SECOND = FIRST + timedelta(days=2)
EDU, CIVIL, WATER = "云溪县教育局", "云溪县民政局", "云溪县水利局"
WILLOW, BRIDGE = "柳塘镇人民政府", "石桥镇人民政府"
TITLE = "{unit}{year}年政府信息公开工作年度报告"


def chrome(main: str, where: str = "政府信息公开年报") -> str:
    """A page between a site's head and foot."""
    return (
        "<html><head><title>云溪县人民政府</title></head><body>"
        '<a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/about.html">关于我们</a>'
        f'<div>当前位置：<a href="/">首页</a> > {where}</div>{main}<div>主办：云溪县人民政府办公室</div></body></html>'
    )


def path_of(unit: str, year: int) -> str:
    return f"/info/{year}/{sum(map(ord, unit))}.html"


def row(unit: str, year: int, href: str = "") -> str:
    title = TITLE.format(unit=unit, year=year)
    return f'<li><a href="{href or path_of(unit, year)}">{title}</a><span>{year + 1}-01-15</span></li>'


def rows(*units: str, years: tuple[int, ...] = (2024, 2023)) -> str:
    return "<ul>" + "".join(row(unit, year) for year in years for unit in units) + "</ul>"


def report(unit: str, year: int, note: str = "") -> str:
    title = TITLE.format(unit=unit, year=year)
    head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    return f"{head}<p>发布日期：{year + 1}-01-15</p>{note}</body></html>"


def site(*units: str, years: tuple[int, ...] = (2023, 2024), **pages: str | Answer) -> dict[str, str | Answer]:
    """A site with all reports of its units and a front page with a way to the column."""
    shown = {path_of(unit, year): report(unit, year) for unit in units for year in years}
    return {
        "/": chrome('<a href="/nb/">政府信息公开年报</a>', "首页"),
        "/zwgk/": chrome("政务公开", "政务公开"),
        **shown,
        **pages,
    }


def listing(main: str, where: str = "政府信息公开年报") -> str:
    return chrome(main, where)


@dataclass(frozen=True)
class Case:
    """A site, and where each of its units must stand after two crawls."""

    pages: Pages
    expected: Mapping[str, str]
    column: str | None = None
    cause: str = ""
    later: Pages | None = field(default=None, repr=False)
    search: str = ""


SEARCH = '<form action="/search"><input type="hidden" name="site" value="7"><input type="text" name="q"></form>'
ON, MISSING, UNSEEN = "on_time", "missing", "unverifiable"
OLD = (2023,)

CASES: dict[str, Case] = {
    "all-in-order": Case(site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL))}), {EDU: ON, CIVIL: ON}),
    "one-truly-missing": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD))}), {EDU: ON, CIVIL: MISSING}
    ),
    "old-column-dead": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/": chrome('<a href="/old/">年报</a><a href="/nb/">政府信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
            },
        ),
        {EDU: ON, CIVIL: MISSING},
    ),
    "year-book-of-statistics-on-the-front": Case(
        site(
            EDU,
            **{
                "/": chrome('<a href="/tj/">年报</a><a href="/zfxxgk/">政府信息公开</a>', "首页"),
                "/tj/": chrome('<ul><li><a href="/tj/1.html">2023年统计年报</a></li></ul>', "统计年报"),
                "/zfxxgk/": chrome('<a href="/nb/">政府信息公开年报</a>', "政府信息公开"),
                "/nb/": listing(rows(EDU)),
            },
        ),
        {EDU: ON},
    ),
    "annual-report-of-the-rule-of-law": Case(
        site(
            EDU,
            **{
                "/": chrome('<a href="/fz/">年度报告</a><a href="/zfxxgk/">政府信息公开</a>', "首页"),
                "/fz/": chrome(
                    '<li><a href="/fz/1.html">云溪县2024年法治政府建设年度报告</a></li>', "法治政府建设年度报告"
                ),
                "/zfxxgk/": chrome('<a href="/nb/">政府信息公开年报</a>', "政府信息公开"),
                "/nb/": listing(rows(EDU)),
            },
        ),
        {EDU: ON},
    ),
    "townships-in-a-sibling-directory": Case(
        site(
            EDU,
            WILLOW,
            **{
                "/nb/": listing('<a href="/xznb/">乡镇（街道）</a>' + rows(EDU)),
                "/xznb/": listing(rows(WILLOW), "乡镇街道"),
            },
        ),
        {EDU: ON, WILLOW: ON},
    ),
    "two-columns-side-by-side-on-the-front": Case(
        site(
            EDU,
            WILLOW,
            **{
                "/": chrome('<a href="/nb/">政府信息公开年报</a><a href="/xznb/">乡镇信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU)),
                "/xznb/": listing(rows(WILLOW)),
            },
        ),
        {EDU: ON, WILLOW: ON},
    ),
    "second-column-behind-other-navigation": Case(
        site(
            EDU,
            WILLOW,
            **{
                "/": chrome('<a href="/nb/">政府信息公开年报</a><a href="/xz/">乡镇政务公开</a>', "首页"),
                "/nb/": listing(rows(EDU)),
                "/xz/": chrome('<a href="/xz/nb/">年度报告</a>', "乡镇政务公开"),
                "/xz/nb/": listing(rows(WILLOW)),
            },
        ),
        {EDU: ON, WILLOW: ON},
    ),
    "townships-nowhere-to-be-found": Case(site(EDU, WILLOW, **{"/nb/": listing(rows(EDU))}), {EDU: ON, WILLOW: UNSEEN}),
    "years-in-a-select": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(
                    '<select onchange="go()"><option value="">选择年度</option>'
                    '<option value="/y/2024.html">2024年度</option>'
                    '<option value="/y/2023.html">2023年度</option></select>'
                ),
                "/y/2024.html": listing(rows(EDU, years=(2024,)), "2024年度"),
                "/y/2023.html": listing(rows(EDU, CIVIL, years=OLD), "2023年度"),
            },
        ),
        {EDU: ON, CIVIL: MISSING},
    ),
    "years-under-an-unknown-name": Case(
        site(
            EDU,
            **{
                "/nb/": listing('<a href="/gk2024/">2024年公开情况</a>' + rows(EDU, years=OLD)),
                "/gk2024/": listing(rows(EDU, years=(2024,))),
            },
        ),
        {EDU: ON},
    ),
    "units-as-tabs-of-a-script": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing('<a href="javascript:show(3)">部门</a>' + rows(EDU) + rows(CIVIL, years=OLD)),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "entry-opened-by-a-script": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(
                    rows(EDU)
                    + rows(CIVIL, years=OLD)
                    + f'<li><a href="javascript:open(7)">{TITLE.format(unit=CIVIL, year=2024)}</a></li>'
                ),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "entry-on-an-unregistered-host": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + row(CIVIL, 2024, "http://127.9.9.9:9/x.html")),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "next-page-by-script": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(
                    rows(EDU) + rows(CIVIL, years=OLD) + '<a href="javascript:void(0)" onclick="n(2)">下一页</a>'
                ),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
        cause="its next page cannot be followed",
    ),
    "next-page-leads-to-itself": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + '<a href="/nb/">下一页</a>')}),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "next-page-off-on-the-last-page": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU) + '<a href="/nb/2.html">下一页</a><a href="/nb/2.html">尾页</a>'),
                "/nb/2.html": listing(
                    rows(CIVIL, years=OLD)
                    + '<a href="/nb/">上一页</a><a class="disabled" href="javascript:void(0)">下一页</a>'
                ),
            },
        ),
        {EDU: ON, CIVIL: MISSING},
    ),
    "fewer-pages-than-announced": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + "<div>共3页 第1页</div>")}),
        {EDU: ON, CIVIL: UNSEEN},
        cause="3 pages are announced and 1 were seen",
    ),
    "fewer-entries-than-announced": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + "<div>共 23 条</div>")}),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "counted-by-a-script-in-shtml": Case(
        site(
            EDU,
            CIVIL,
            WATER,
            **{
                "/nb/": listing(rows(EDU) + '<script>createPageHTML(2, 0, "index", "shtml");</script>'),
                "/nb/index_1.shtml": listing(
                    rows(WATER) + rows(CIVIL, years=OLD) + '<script>createPageHTML(2, 1, "index", "shtml");</script>'
                ),
                "/nb/index.shtml": listing(rows(EDU) + '<script>createPageHTML(2, 0, "index", "shtml");</script>'),
            },
        ),
        {EDU: ON, WATER: ON, CIVIL: MISSING},
    ),
    "counted-by-a-script-with-variables": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(
                    rows(EDU)
                    + '<script>var pages = 2; var cur = 0; createPageHTML(pages, cur, "index", "html");</script>'
                ),
                "/nb/index_1.html": listing(
                    rows(CIVIL)
                    + '<script>var pages = 2; var cur = 1; createPageHTML(pages, cur, "index", "html");</script>'
                ),
                "/nb/index.html": listing(rows(EDU)),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "counted-by-a-script-of-another-vendor": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/": chrome('<a href="/nb/list.shtml">政府信息公开年报</a>', "首页"),
                "/nb/list.shtml": listing(
                    rows(EDU) + "<script>createPageHTML('page_div',2,1,'list','shtml',4);</script>"
                ),
                "/nb/list_2.shtml": listing(
                    rows(CIVIL) + "<script>createPageHTML('page_div',2,2,'list','shtml',4);</script>"
                ),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "third-page-is-gone": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU) + '<script>createPageHTML(3, 0, "index", "html");</script>'),
                "/nb/index_1.html": listing(rows(CIVIL, years=OLD)),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "endless-pager": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + '<a href="/nb/more?p=1">下一页</a>'),
                **{
                    f"/nb/more?p={n}": listing(
                        f'<li><a href="/n/{n}">第{n}条通知公告内容</a></li><a href="/nb/more?p={n + 1}">下一页</a>'
                    )
                    for n in range(1, 90)
                },
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "records-in-a-data-island": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(
                    '<script type="text/xml"><datastore><recordset><record><![CDATA[' + row(EDU, 2024) + "]]></record>"
                    "<record><![CDATA[" + row(CIVIL, 2024) + "]]></record></recordset></datastore></script>"
                ),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "column-moved-by-meta-refresh": Case(
        site(
            EDU,
            **{
                "/nb/": '<html><head><meta http-equiv="refresh" content="0;url=/new/nb/"></head><body></body></html>',
                "/new/nb/": listing(rows(EDU)),
            },
        ),
        {EDU: ON},
    ),
    "front-page-is-a-script-redirect": Case(
        site(
            EDU,
            **{
                "/": '<html><script>window.location.href="/index2.html";</script></html>',
                "/index2.html": chrome('<a href="/nb/">政府信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU)),
            },
        ),
        {EDU: ON},
    ),
    "column-redirects-home": Case(site(EDU, **{"/nb/": Answer(status=302, headers={"Location": "/"})}), {EDU: UNSEEN}),
    "column-redirects-to-an-unregistered-host": Case(
        site(EDU, **{"/nb/": Answer(status=301, headers={"Location": "http://127.9.9.9:9/"})}), {EDU: UNSEEN}
    ),
    "entry-redirects-home": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU, CIVIL)),
                path_of(CIVIL, 2024): Answer(status=302, headers={"Location": "/"}),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "entry-not-found": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL)), path_of(CIVIL, 2024): Answer(status=404)}),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "entry-broken": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL)), path_of(CIVIL, 2024): Answer(status=500)}),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "entry-says-it-does-not-exist": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU, CIVIL)),
                path_of(CIVIL, 2024): "<html><body>您访问的页面不存在</body></html>",
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "entry-cut-off": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU, CIVIL)),
                path_of(CIVIL, 2024): Answer("x" * 5000, cut_after=100),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "entry-behind-a-wall": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU, CIVIL)),
                path_of(
                    CIVIL, 2024
                ): "<html><script r='m'>$_ts=window['$_ts'];$_ts.cd=\"x\"</script><body></body></html>",
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "wall-script-on-pages-that-pass": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": "<script>$_ts=window['$_ts'];$_ts.nsd=1</script>" + listing(rows(EDU) + rows(CIVIL, years=OLD)),
            },
        ),
        {EDU: ON, CIVIL: MISSING},
    ),
    "sublist-is-a-soft-not-found": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing('<a href="/nb/bm/">县直部门</a>' + rows(EDU) + rows(CIVIL, years=OLD)),
                "/nb/bm/": chrome("<p>您访问的页面不存在</p>", "页面不存在"),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "sublist-is-empty-bytes": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing('<a href="/nb/bm/">县直部门</a>' + rows(EDU) + rows(CIVIL, years=OLD)),
                "/nb/bm/": "",
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "sublist-is-a-parked-page": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing('<a href="/nb/bm/">县直部门</a>' + rows(EDU) + rows(CIVIL, years=OLD)),
                "/nb/bm/": "<html><title>域名出售</title><body><a href='/'>联系我们</a>此域名可出售</body></html>",
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "sublist-is-truly-empty": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing('<a href="/nb/y/">2025年</a>' + rows(EDU) + rows(CIVIL, years=OLD)),
                "/nb/y/": listing("<p>暂无内容</p>", "2025年"),
            },
        ),
        {EDU: ON, CIVIL: MISSING},
    ),
    "column-disallowed-by-robots": Case(
        site(EDU, **{"/nb/": listing(rows(EDU)), "/robots.txt": "User-agent: *\nDisallow: /nb/\n"}),
        {EDU: UNSEEN},
        cause="not permitted by robots.txt",
    ),
    "robots-txt-broken": Case(
        site(EDU, **{"/nb/": listing(rows(EDU)), "/robots.txt": Answer("error", status=500)}),
        {EDU: UNSEEN},
        cause="its robots.txt could not be had: answered with status 500",
    ),
    "robots-txt-redirects": Case(
        site(EDU, **{"/nb/": listing(rows(EDU)), "/robots.txt": Answer(status=302, headers={"Location": "/"})}),
        {EDU: ON},
    ),
    "listed-twice-and-on-mobile": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing('<a href="/nb/bm/">部门</a>' + rows(EDU) + row(EDU, 2024, "/m/e_wap.html")),
                "/nb/bm/": listing(rows(EDU, CIVIL), "部门"),
                "/m/e_wap.html": report(EDU, 2024),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "upper-case-tags-with-a-base": Case(
        site(
            EDU,
            **{
                "/": '<HTML><HEAD><BASE HREF="/zw/"></HEAD><BODY><A HREF="nb/">年报</A></BODY></HTML>',
                "/zw/nb/": "<HTML><BODY>" + row(EDU, 2024).replace("a href", "A HREF") + "</BODY></HTML>",
            },
        ),
        {EDU: ON},
    ),
    "list-in-gbk-under-a-false-header": Case(
        site(
            EDU,
            **{
                "/nb/": Answer(listing(rows(EDU)).encode("gbk"), headers={"Content-Type": "text/html; charset=utf-8"}),
            },
        ),
        {EDU: ON},
    ),
    "report-as-images": Case(
        site(EDU, **{"/nb/": listing(rows(EDU)), path_of(EDU, 2024): report(EDU, 2024, "<img src='/1.png'>")}),
        {EDU: ON},
    ),
    "file-that-cannot-be-had": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
                path_of(EDU, 2024): report(EDU, 2024, '<a href="/f/gone.doc">附件</a>'),
            },
        ),
        {EDU: ON, CIVIL: MISSING},
    ),
    "file-of-another-unit-that-cannot-be-had": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
                path_of(EDU, 2024): report(
                    EDU, 2024, f'<a href="/f/gone.doc">{TITLE.format(unit=CIVIL, year=2024)}</a>'
                ),
            },
        ),
        {EDU: UNSEEN, CIVIL: UNSEEN},
    ),
    "year-that-is-not-over": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + row(CIVIL, 2042)),
                path_of(CIVIL, 2042): report(CIVIL, 2042),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "year-of-publication-beside-the-year-of-work": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(
                    rows(EDU) + rows(CIVIL, years=OLD) + row(CIVIL, 2024).replace("</a>", "（2025年公布）</a>")
                ),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "list-drips": Case(site(EDU, **{"/nb/": Answer(listing(rows(EDU)) + " " * 30_000, pause=1.0)}), {EDU: UNSEEN}),
    "report-in-the-news-of-the-front-page-only": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/": chrome('<a href="/nb/">政府信息公开年报</a>' + row(CIVIL, 2024), "首页"),
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "report-that-the-sites-search-alone-finds": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/": chrome(f'{SEARCH}<a href="/nb/">政府信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
                "/search": chrome(row(CIVIL, 2024), "搜索结果"),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "search-that-finds-nothing-where-no-column-shows-the-unit": Case(
        site(
            EDU,
            WILLOW,
            **{
                "/": chrome(f'{SEARCH}<a href="/nb/">政府信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU)),
                "/search": chrome("<p>共找到0条结果</p>", "搜索结果"),
            },
        ),
        {EDU: ON, WILLOW: UNSEEN},
        search="tried",
    ),
    "search-that-fails": Case(
        site(
            EDU,
            CIVIL,
            WILLOW,
            **{
                "/": chrome(f'{SEARCH}<a href="/nb/">政府信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
                "/search": Answer("error", status=500),
            },
        ),
        {EDU: ON, CIVIL: MISSING, WILLOW: UNSEEN},
        search="failed",
    ),
    "good-visit-then-a-failing-one": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD))}),
        {EDU: ON, CIVIL: "missing_unconfirmed"},
        later={"/": Answer(status=503)},
    ),
    "stray-on-a-good-visit-then-a-failing-one": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL)), path_of(CIVIL, 2024): Answer(status=404)}),
        {EDU: ON, CIVIL: UNSEEN},
        later={"/": Answer(status=503)},
    ),
    "report-withdrawn-after-it-was-seen": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL))}),
        {EDU: ON, CIVIL: ON},
        later=site(EDU, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD))}),
    ),
    "entry-found-broken-then-mended": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL)), path_of(CIVIL, 2024): Answer(status=404)}),
        {EDU: ON, CIVIL: ON},
        later=site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL))}),
    ),
    "column-on-a-host-that-is-down": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD))}),
        {EDU: ON, CIVIL: UNSEEN},
        column="http://127.8.8.8:9/nb/",
    ),
    "fifty-thousand-links": Case(
        site(
            EDU,
            **{
                "/nb/": listing(
                    rows(EDU)
                    + "<table><tr><td>"
                    + "".join(f'<a href="/x/{n}.html">条目{n}</a>' for n in range(50_000))
                    + "</td></tr></table>"
                ),
            },
        ),
        {EDU: ON},
    ),
    "deeply-nested": Case(site(EDU, **{"/nb/": "<div>" * 5_000 + listing(rows(EDU)) + "</div>" * 5_000}), {EDU: ON}),
    "page-without-end": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU, CIVIL)), path_of(CIVIL, 2024): Answer(b"x" * 3_000_000)}),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    **{
        f"row-called-{text}": Case(
            site(
                EDU,
                CIVIL,
                **{
                    "/nb/": listing(
                        rows(EDU)
                        + rows(CIVIL, years=OLD)
                        + f'<li><a href="{path_of(CIVIL, 2024)}">{text}</a><span>2025-01-15</span></li>'
                    )
                },
            ),
            {EDU: ON, CIVIL: ON},
        )
        for text in ("2024年年度报告", "云溪县民政局2024年年报", "民政局", "云溪县民政局政府信息公开年度报告")
    },
    "title-beside-a-link-that-says-nothing": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(
                    rows(EDU)
                    + rows(CIVIL, years=OLD)
                    + f'<li>{TITLE.format(unit=CIVIL, year=2024)}<a href="{path_of(CIVIL, 2024)}">下载</a></li>'
                )
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "report-behind-the-name-of-the-column": Case(
        site(CIVIL, **{"/nb/": report(CIVIL, 2024, "<p>勾稽关系</p>" + rows(CIVIL, years=OLD))}), {CIVIL: ON}
    ),
    "file-that-nobody-can-read-behind-a-year": Case(
        site(CIVIL, **{"/nb/": listing('<a href="/a.pdf">2024年</a>' + rows(CIVIL, years=OLD)), "/a.pdf": "%PDF-"}),
        {CIVIL: UNSEEN},
    ),
    "list-of-a-year-called-like-a-report": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/nb/": listing(rows(EDU, CIVIL, years=OLD) + '<a href="/nb24/">2024年政府信息公开年报</a>'),
                "/nb24/": listing(rows(EDU, CIVIL, years=(2024,)), "2024年政府信息公开年报"),
            },
        ),
        {EDU: ON, CIVIL: ON},
    ),
    "more-behind-a-button": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + "<button>加载更多</button>")}),
        {EDU: ON, CIVIL: UNSEEN},
        cause="its next page cannot be followed",
    ),
    "reports-at-addresses-of-a-framework": Case(
        site(EDU, CIVIL, **{"/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD) + row(CIVIL, 2024, "/#/detail/7"))}),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "reports-that-differ-by-what-tells-nothing": Case(
        site(
            EDU,
            CIVIL,
            years=OLD,
            **{
                "/nb/": listing(
                    rows(EDU, CIVIL, years=OLD) + row(EDU, 2024, "/show?_=1") + row(CIVIL, 2024, "/show?_=2")
                ),
                "/show?_=1": report(EDU, 2024),
                "/show?_=2": report(CIVIL, 2024),
            },
        ),
        {EDU: ON, CIVIL: UNSEEN},
    ),
    "nobody-of-three-has-published": Case(
        site(EDU, CIVIL, WATER, years=OLD, **{"/nb/": listing(rows(EDU, CIVIL, WATER, years=OLD))}),
        {EDU: UNSEEN, CIVIL: UNSEEN, WATER: UNSEEN},
    ),
    "column-that-was-relied-on-is-gone": Case(
        site(
            EDU,
            CIVIL,
            **{
                "/": chrome('<a href="/nb/">政府信息公开年报</a><a href="/bm/nb/">部门信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
                "/bm/nb/": listing(rows(CIVIL, years=(2022,))),
            },
        ),
        {EDU: ON, CIVIL: "missing_unconfirmed"},
        later=site(
            EDU,
            CIVIL,
            **{
                "/": chrome('<a href="/nb/">政府信息公开年报</a><a href="/bm/nb/">部门信息公开年报</a>', "首页"),
                "/nb/": listing(rows(EDU) + rows(CIVIL, years=OLD)),
            },
        ),
    ),
    "page-overwritten-under-the-same-name": Case(
        site(
            CIVIL,
            **{
                "/nb/": listing('<li><a href="/a.html">政府信息公开工作年度报告全文</a></li>' + rows(CIVIL, years=OLD)),
                "/a.html": report(CIVIL, 2023),
            },
        ),
        {CIVIL: "date_disputed"},
        later=site(
            CIVIL,
            **{
                "/nb/": listing('<li><a href="/a.html">政府信息公开工作年度报告全文</a></li>' + rows(CIVIL, years=OLD)),
                "/a.html": report(CIVIL, 2024),
            },
        ),
    ),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, handmade_room: Any, unit_on: Any) -> Iterator[Any]:
    """All sites, crawled twice, two days apart."""
    pages = {name: case.pages for name, case in CASES.items()}
    with handmade_room(tmp_path_factory.mktemp("odd"), pages, GONGKAI_CRAWL__PAGES_PER_SITE="40") as opened:
        opened.register(
            [
                unit_on(name, unit, opened.sites[name].url, case.column)
                for name, case in CASES.items()
                for unit in case.expected
            ]
        )
        opened.crawl(FIRST, "-s", "DOWNLOAD_MAXSIZE=2500000")
        for name, case in CASES.items():
            if case.later is not None:
                opened.sites[name].pages = case.later
        opened.crawl(SECOND, "-s", "DOWNLOAD_MAXSIZE=2500000")
        yield opened


@pytest.fixture(scope="module")
def statuses(room: Any) -> Any:
    return room.statuses(SECOND + timedelta(hours=1))


@pytest.mark.parametrize("name", CASES)
def test_units_stand_where_their_site_lets_them_be_seen(room: Any, statuses: Any, name: str) -> None:
    assert statuses[name] == dict(CASES[name].expected), room.visit(name)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.cause])
def test_the_cause_is_told(room: Any, name: str) -> None:
    assert CASES[name].cause in {failure.cause for failure in room.visit(name).failures}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.search])
def test_what_became_of_the_sites_search_is_told(room: Any, name: str) -> None:
    assert room.visit(name).search == CASES[name].search
