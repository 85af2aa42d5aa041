"""Two addresses of one article: the same page for telephones, with a session in it, or before it became a file.

An article is told by its canonical address. That is a key to compare by, not an address to ask for: a page that is
listed for telephones only is asked for as it is listed.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_FRONT_OF_HOST = re.compile(r"(?:www|m|wap|3g|mobile)\.(?=[^.]+\.)")
_MOBILE_DIRECTORY = re.compile(r"/(?:m|wap|mobile|3g|phone)(?=/)")
_MOBILE_NAME = re.compile(r"_(?:wap|mobile)(?=(?:\.s?html?)?$)|(?<=/)m(?=post_\d+\.s?html?$)", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_TELLS_NOTHING = re.compile(
    r"(?:j|php)sessid|jsessionid|phpsessionid|aspsessionid\w*|asp\.net_sessionid|session_?id"
    r"|utm_\w+|spm|scm|share_\w+|isappinstalled|nsukey|bd_vid|hmsr|hmpl|_|timestamp|rnd|random|nocache",
    re.IGNORECASE,
)
_SHARED_FROM = frozenset({"singlemessage", "groupmessage", "timeline", "weixin", "qq", "weibo"})
_NEWS = "news.newscontenturl"


def canonical(url: str) -> str:
    """The same for all addresses of one article, whoever they are made for.

    >>> canonical("https://www.a.gov.cn/nb/t20250115_1_wap.html;jsessionid=9F?utm_source=wx#top")
    'a.gov.cn/nb/t20250115_1.html'
    >>> canonical("http://m.a.gov.cn/gkmlpt/content/1/mpost_5321.html")
    'a.gov.cn/gkmlpt/content/1/post_5321.html'
    >>> canonical("http://a.gov.cn/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1154&wbnewsid=47211")
    'a.gov.cn/info/1154/47211.htm'
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        return url
    host = _FRONT_OF_HOST.sub("", parts.netloc.lower().removesuffix(_DEFAULT_PORTS[scheme]), count=1)
    return host + (_address_of_news(parts) or _path_and_query(parts))


def by_article(urls: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The addresses of each article, in the order in which the articles come; the plainest is the one to ask first.

    >>> by_article(["http://a.cn/1_wap.html", "http://a.cn/2.html", "http://a.cn/1.html"])
    {'a.cn/1.html': ('http://a.cn/1.html', 'http://a.cn/1_wap.html'), 'a.cn/2.html': ('http://a.cn/2.html',)}
    """
    found: dict[str, dict[str, None]] = {}
    for url in urls:
        found.setdefault(canonical(url), {})[url] = None
    return {
        article: tuple(sorted(ways, key=lambda url: not _is_plain(url, article))) for article, ways in found.items()
    }


def _is_plain(url: str, article: str) -> bool:
    """Whether an address is the canonical one but for its scheme and the www of its host."""
    return url.partition("://")[2].partition("#")[0].removeprefix("www.") == article


def _path_and_query(parts: SplitResult) -> str:
    path = _SESSION_IN_PATH.sub("", parts.path) or "/"
    path = _MOBILE_NAME.sub("", path)
    if directory := _MOBILE_DIRECTORY.match(path):
        path = path[directory.end() :]
    query = urlencode(sorted(_telling(parts.query)))
    return f"{path}?{query}" if query else path


def _telling(query: str) -> Iterator[tuple[str, str]]:
    """What a query says of the article, without sessions and ways of having come."""
    for name, value in parse_qsl(query, keep_blank_values=True):
        shared = name == "from" and value in _SHARED_FROM
        if not shared and not _TELLS_NOTHING.fullmatch(name):
            yield name, value


def _address_of_news(parts: SplitResult) -> str | None:
    """Where VSB puts an article that is still made when asked for."""
    query = dict(parse_qsl(parts.query))
    tree, news = query.get("wbtreeid", ""), query.get("wbnewsid", "")
    if query.get("urltype", "").lower() != _NEWS or not tree.isdecimal() or not news.isdecimal():
        return None
    return f"{parts.path.rpartition('/')[0]}/info/{tree}/{news}.htm"
