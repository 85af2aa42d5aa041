"""What every page of a simulated site shares: the answer it becomes, and the chrome around its content."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl, urlsplit

from spiders.simulator.sites import Charset, SimulatedSite

Crumb = tuple[str, str]

HOME: Crumb = ("首页", "/")
AFFAIRS: Crumb = ("政务公开", "/zwgk/")
DISCLOSURE: Crumb = ("政府信息公开", "/zwgk/zfxxgk/")
NOTICES: Crumb = ("通知公告", "/zwgk/tzgg/")
LEADERS: Crumb = ("领导之窗", "/zwgk/ldzc/")
GUIDE: Crumb = ("政府信息公开指南", "/zwgk/zfxxgk/zn.html")
RULES: Crumb = ("政府信息公开制度", "/zwgk/zfxxgk/zd.html")
STATUTORY: Crumb = ("法定主动公开内容", "/zwgk/zfxxgk/fd.html")
ABOUT: Crumb = ("关于我们", "/about.html")
ADMIN: Crumb = ("网站管理", "/admin/")


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a site receives it; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def last(self) -> bool:
        """Whether the client wants no further answer on this connection."""
        return self.headers.get("connection", "").lower() == "close"

    @property
    def query(self) -> dict[str, str]:
        """What stands behind the question mark."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        """What was posted, as a browser's form posts it."""
        return dict(parse_qsl(self.body.decode("latin-1"), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a site. `list_page` counts the pages of a list from 1; it is 0 on all others.

    The body breaks off after `cut_after` bytes, and takes `pause` seconds for each kilobyte.

    A page that depends on how it is asked for has `answers`: the function that makes the answer. Only such
    pages take what is posted.
    """

    path: str
    body: bytes = field(default=b"", repr=False)
    content_type: str = "text/html"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    list_page: int = 0
    cut_after: int | None = None
    pause: float = 0.0
    answers: "Callable[[Request], Page | None] | None" = field(default=None, repr=False)

    def to(self, request: Request) -> "Page | None":
        """The answer to one request; None where the page does not take what is posted."""
        if self.answers is not None:
            return self.answers(request)
        return self if request.method in ("GET", "HEAD") else None


def html_page(path: str, html: str, charset: Charset, list_page: int = 0) -> Page:
    """A page in the site's charset, declared as the site declares it."""
    declared = f"; charset={charset.header}" if charset.header else ""
    body = html.encode(charset.encoding, "xmlcharrefreplace")
    return Page(path, body, f"text/html{declared}", list_page=list_page)


def dress(
    site: SimulatedSite, charset: Charset, trail: Sequence[Crumb], main: str, article: str = "", head: str = ""
) -> str:
    """The full HTML of a page: navigation, breadcrumbs down to `trail`, the content, the footer.

    `article` is the title of an article, which stands below the last of the breadcrumbs.
    """
    title = "_".join((article or trail[-1][0], site.name)) if trail else site.name
    here = " &gt; ".join([*(link(crumb) for crumb in (HOME, *trail)), *(("正文",) if article else ())])
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n{html_head(charset, title, head)}<body>\n'
        f'<div class="header"><div class="logo">{escape(site.name)}门户网站</div>'
        f'<div class="nav">{menu((HOME, AFFAIRS, NOTICES, LEADERS))}</div></div>\n'
        f'<div class="location">当前位置：{here}</div>\n'
        f'<div class="main">\n{main}</div>\n'
        f'<div class="footer">主办：{escape(site.name)} {link(ABOUT)} {link(ADMIN)} 建议使用标准浏览器访问</div>\n'
        "</body>\n</html>\n"
    )


def html_head(charset: Charset, title: str, extra: str = "") -> str:
    """The head of a page, with the charset that it claims."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset.meta}">' if charset.meta else ""
    return f"<head>\n{meta}\n<title>{escape(title)}</title>\n{extra}</head>\n"


def link(crumb: Crumb) -> str:
    """A crumb as a link."""
    label, href = crumb
    return f'<a href="{escape(href)}">{escape(label)}</a>'


def menu(crumbs: Iterable[Crumb]) -> str:
    """Crumbs as a list of links."""
    return "<ul>" + "".join(f"<li>{link(crumb)}</li>" for crumb in crumbs) + "</ul>"
