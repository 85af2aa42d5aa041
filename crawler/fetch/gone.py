"""Pages that are none: a site that answers, be it with 200, and has not got what was asked for."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.fetch.articles import reads_like_article
from crawler.fetch.shown import Shown, shown_in

_ABSENT, _HOME_INSTEAD = "the page does not exist", "redirected to the home page"
_EMPTY, _NO_CONTENT = "the page is empty", "the page has no content"
_MAINTAINED, _BEING_BUILT = "the site is under maintenance", "the page is under construction"
_BROKEN, _OWN_PAGE = "the server shows an error", "the server shows a page of its own"
_DIRECTORY, _PARKED, _GARBLED = "the server shows a bare directory", "the domain is parked", "its letters are garbled"

EMPTINESS = frozenset({_EMPTY, _NO_CONTENT})
"""What is said of pages on which nothing stands: they may yet be filled by a way that only their site knows."""

_HOMES = re.compile(r"/?(?:(?:index|default|main)\.\w{3,5})?", re.IGNORECASE)
_ERROR_PAGE = re.compile(r"(?:^|/)(?:404|410|error|err|not_?found|no_?page|page_?error)(?:[./_-]|$)", re.IGNORECASE)
_ARTICLE = re.compile(r"/[^/]*(?:\d{5,}|[0-9a-f]{24,})[^/]*\.\w{3,5}$", re.IGNORECASE)
_ABSENT_STATUS = frozenset({404, 410})

_LETTER = re.compile(r"\w")
_QUOTED = re.compile('“[^”]{2,}”|「[^」]+」|『[^』]+』|"[^"]{2,}"')
_CHROME = re.compile(
    "当前位置|您?现?在的?所?在?位置|版权所有|主办|承办|ICP备|公网安备|网站标识码|电话[:：]|邮编|建议使用|欢迎访问|今天是|技术支持|地址[:：]|^[|>·/-]+$"
)
_NOTHING_YET = re.compile("暂无|没有(?:记录|数据|内容|相关)|无(?:数据|记录|内容)|共(?:找到)?0条|没有找到与")
_LONGEST_LINE, _LONGEST_TEXT, _LONGEST_BARE = 90, 160, 600
_LINKS_OF_A_PAGE = 5
_SHARE_OF_A_MESSAGE = 0.4
_LINES_OF_A_NUMBER = 2

_CONTAINERS = (
    "#zoom, #zoomcon, #vsb_content, #UCAP-CONTENT, .TRS_Editor, .trs_editor_view, .article_content, .v_news_content,"
    " .article-content, .list, .content"
)
_AROUND = ".header, .footer, .nav, .menu, .breadcrumb, .crumb, .position, .top, header, footer, nav"
_LOADS = re.compile(
    r"fetch\(|\$\.(?:ajax|get|post|getJSON)\b|XMLHttpRequest|axios|\.load\(|\.trsapi|jpage|require\(|Vue\b"
)
_ROOTS = "#app, #root, [ms-controller], [ng-app], [v-cloak], script[type='text/xml']"
_ALERT = re.compile(r"""alert\(\s*["']([^"']{2,80})["']""")

_THING = "(?:页面|网页|页|信息|文章|内容|栏目|地址|资源|链接|稿件|记录|站点)"
_SAYS_ABSENT = re.compile(
    f"(?:(?:抱歉|对不起|很遗憾|出错|您|你|该|此).{{0,24}}|^){_THING}.{{0,8}}(?:不存在|找不到|未找到|没有找到|走丢|(?:已|已经|可能|被|尚未|未)+"
    "(?:经|被)*(?:删除|移除|撤销|撤下|撤稿|下线|失效|移动|更名|发布|丢失|关闭))(?!的|责任)"
    f"|没有(?:此|该|这个|这篇|找到(?:该|此|这)){_THING}|{_THING}(?:已|已经)?(?:走丢|丢失|停用|关闭)"
    "|(?:您|你|请求).{0,12}文件.{0,4}不存在"
    f"|(?:找不到|未找到|没有找到|无法找到|无法显示).{{0,10}}{_THING}|(?:{_THING}|文件或目录)(?:不存在|未找到|找不到了?)"
    "|^(?:HTTP|错误|Error)?[:：]?404(?:错误|页面|error|notfound)?$|HTTP(?:错误|status)404|pagenotfound|^(?:404)?notfound$|notfoundonthisserver"
    "|requestedresourceisnotavailable|页面(?:即将|将)?(?:自动)?跳转(?:到|至)首页",
    re.IGNORECASE,
)
_SAYS = (
    (
        _PARKED,
        r"域名.{0,6}(?:可出售|出售|转让|已过期|已到期|未绑定|停放)|domain.{0,8}(?:forsale|maybeforsale|expired|parked)|isforsale"
        r"|没有找到(?:对应的)?站点|未备案|未.{0,10}完成备案|站点已(?:停止|暂停|关闭)|虚拟主机",
    ),
    (
        _OWN_PAGE,
        r"^welcometonginx|successfullyinstalled|^iiswindowsserver$|^apachetomcat/[\d.]+$|^itworks!?$|站点创建成功|testpageforthe",
    ),
    (
        _MAINTAINED,
        r"(?:系统|网站|平台|服务器|服务)[^，。]{0,4}(?:正在|正|目前)[^，。]{0,6}(?:维护|升级|检修)|(?:系统|网站|平台|升级|停机)(?:维护|升级|检修|升级改造|升级维护)中"
        r"|^正在[^，。]{0,6}(?:维护|升级|检修)|^(?:系统|网站)(?:升级)?(?:维护|升级)$|网站[^，。]{0,6}(?:暂时关闭|暂停(?:服务|访问))|undermaintenance",
    ),
    (
        _BEING_BUILT,
        r"^(?:该|本|此)?(?:栏目|页面|网页|网站|内容|频道)?(?:正在)?(?:建设|完善|制作)中(?:[^\u4e00-\u9fff]|$)",
    ),
    (
        _BROKEN,
        r"(?:系统|服务器|程序|访问|页面|网站|数据库|应用程序)[^，。未无没不、]{0,8}(?:出错|错误|异常|繁忙|故障)(?!、)|运行时错误|源站|adodb\.|mysql|sqlexception|拒绝访问。|oledbprovider|odbc.{0,20}(?:错误|error)"
        r"|nullpointerexception|internalservererror|badgateway|gatewaytime-?out|service(?:temporarily)?unavailable|whitelabelerrorpage|^atcom\.|stacktrace"
        r"|http(?:status|错误)50\d|fatalerror",
    ),
    (_ABSENT, _SAYS_ABSENT.pattern),
)
_MESSAGES = tuple((cause, re.compile(pattern, re.IGNORECASE)) for cause, pattern in _SAYS)
_TITLE_ABSENT = re.compile(
    "(?:(?:404|错误|error|notfound|页面|网页|您访问的页面|无法找到该页|找不到|不存在|未找到|走丢|了|的|页|提示|-|_|—)+)(?:[-_|—].{2,30})?",
    re.IGNORECASE,
)
_TITLE_WORDS = re.compile("404|不存在|找不到|未找到|走丢|无法找到|notfound", re.IGNORECASE)
_BROKEN_LETTERS = re.compile("锟斤拷|\ufffd|[\x80-\x9f]|[ÃÂåæçèéäï][\x80-\xbf]")
_BROKEN_SHARE, _BROKEN_LEAST = 5, 6


def gone_of(status: int, url_asked: str, url_got: str, html: str) -> str | None:
    """Why an answer is no page of what was asked for; None where it may be one.

    An empty column is a page: it says that there is nothing. A page that a script has yet to fill may be one, too.

    >>> gone_of(200, "http://a/nb/", "http://a/nb/", "<title>提示</title><p>您访问的页面不存在！</p>")
    'the page does not exist'
    """
    if status in _ABSENT_STATUS:
        return _ABSENT
    led = _by_address(url_asked, url_got)
    if led is not None:
        return led
    shown = shown_in(html)
    return next((cause for rule in _RULES if (cause := rule(shown, url_got)) is not None), None)


def _by_address(asked: str, got: str) -> str | None:
    """Sites lead from what they have not got to their front, to an error page, or to the folder above."""
    path_asked, path_got = urlsplit(asked).path, urlsplit(got).path
    if path_asked == path_got:
        return None
    if _HOMES.fullmatch(path_got):
        return None if _HOMES.fullmatch(path_asked) else _HOME_INSTEAD
    if _ERROR_PAGE.search(path_got) and not _ERROR_PAGE.search(path_asked):
        return _ABSENT
    folder, _, file = path_got.rpartition("/")
    is_above = path_asked.startswith(f"{folder}/") and _HOMES.fullmatch(file) is not None
    return _ABSENT if is_above and _ARTICLE.search(path_asked) else None


def _by_refresh(shown: Shown, url: str) -> str | None:
    """What was deleted sends its reader up or home; what has moved sends him to its new place."""
    if shown.refresh is None or shown.anchors or len("".join(shown.lines)) > _LONGEST_LINE:
        return None
    target = urlsplit(urljoin(url, shown.refresh[1])).path
    here = urlsplit(url).path
    upwards = here.startswith(target) and target.endswith("/") and target != here
    return _ABSENT if upwards or (_HOMES.fullmatch(target) and not _HOMES.fullmatch(here)) else None


def _by_letters(shown: Shown, _url: str) -> str | None:
    """What was decoded wrongly before it was saved names no report any more."""
    text = shown.title + "".join(shown.lines) + "".join(link.text for link in shown.anchors)
    broken = sum(len(found) for found in _BROKEN_LETTERS.findall(text))
    return _GARBLED if broken >= _BROKEN_LEAST and broken * _BROKEN_SHARE > len(text) else None


def _by_message(shown: Shown, _url: str) -> str | None:
    """A page whose own text is a short message."""
    if shown.has_dated_rows or (shown.fields > 1 and not shown.anchors):
        return None
    own = [line for line in shown.lines if not _CHROME.search(line)]
    if not shown.lines and not shown.anchors:
        own += _ALERT.findall(shown.scripts)
    text = "".join(own)
    bare = len(shown.anchors) < _LINKS_OF_A_PAGE
    if reads_like_article(shown) or _NOTHING_YET.search(text) or len(text) > (_LONGEST_BARE if bare else _LONGEST_TEXT):
        return None
    lines = (_QUOTED.sub("", line) for line in (*own, *([shown.title] if bare else [])))
    alone = len(own) <= _LINES_OF_A_NUMBER
    said = [line for line in lines if len(line) <= _LONGEST_LINE and (alone or not line.isdecimal())]
    least = 0.0 if bare else _SHARE_OF_A_MESSAGE
    return next((cause for cause, pattern in _MESSAGES if any(_tells(pattern, line, least) for line in said)), None)


def _tells(pattern: re.Pattern[str], line: str, least: float) -> bool:
    """Whether a line says it; where a page has menus, whether the line says hardly anything else."""
    found = sum(len(match[0]) for match in pattern.finditer(line))
    return found > 0 and found >= least * len(_LETTER.findall(line))


def _by_directory(shown: Shown, _url: str) -> str | None:
    """The server lists the files of a folder, for the site has no page there."""
    ways_up = any(link.text == "[ToParentDirectory]" for link in shown.anchors)
    return _DIRECTORY if ways_up or shown.title.startswith("Indexof/") else None


def _by_title(shown: Shown, _url: str) -> str | None:
    """A page that calls itself one that is not there."""
    named = _TITLE_ABSENT.fullmatch(shown.title) is not None and _TITLE_WORDS.search(shown.title) is not None
    return _ABSENT if named and not shown.has_dated_rows and len("".join(shown.lines)) <= _LONGEST_BARE else None


def _by_emptiness(shown: Shown, _url: str) -> str | None:
    """Nothing is shown, and nothing on the page would bring it."""
    if shown.said is not None or shown.refresh is not None or (shown.has_media and not shown.anchors):
        return None
    if not shown.lines and not shown.anchors:
        is_drawn = shown.first("script, frameset, " + _ROOTS) is not None
        return None if is_drawn or shown.fields else _EMPTY
    return _NO_CONTENT if _is_template(shown) else None


def _is_template(shown: Shown) -> bool:
    """Whether the places for the content stand empty, and nothing beside them speaks."""
    if shown.first(_ROOTS) is not None or _LOADS.search(shown.scripts):
        return False
    places = shown.every(_CONTAINERS)
    if not places or any(_holds_something(place) for place in places):
        return False
    around = {link.attributes.get("href") for part in shown.every(_AROUND) for link in part.css("a[href]")}
    return all(link.href in around for link in shown.anchors) and not any(_speaks(line) for line in shown.lines)


def _holds_something(place: LexborNode) -> bool:
    return place.text(strip=True).strip("\xa0\u3000 ") != "" or place.css_first("img, a, iframe, embed") is not None


def _speaks(line: str) -> bool:
    return not _CHROME.search(line) and re.sub("来源|发布时间|发布日期|作者|[\\W_]", "", line) != ""


_RULES: tuple[Callable[[Shown, str], str | None], ...] = (
    _by_refresh,
    _by_letters,
    _by_directory,
    _by_message,
    _by_title,
    _by_emptiness,
)
