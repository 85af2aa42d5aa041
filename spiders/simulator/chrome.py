"""The pages of a site that hold no report: home, the way to the column, notices, and what robots may read."""

from collections.abc import Iterator

from spiders.simulator.pages import (
    ABOUT,
    ADMIN,
    AFFAIRS,
    DISCLOSURE,
    GUIDE,
    HOME,
    LEADERS,
    NOTICES,
    RULES,
    STATUTORY,
    Crumb,
    Page,
    dress,
    html_page,
    menu,
)
from spiders.simulator.sites import Charset, SimulatedSite

ROBOTS_ALLOW = b"User-agent: *\nDisallow: /admin/\n"
ROBOTS_FORBID = b"User-agent: *\nDisallow: /\n"

_NOTICES = (
    ("关于调整服务大厅周末值班安排的公告", "周末办理时间调整为上午，节假日另行通知。"),
    ("关于征集便民服务意见建议的公告", "欢迎公众通过来信来访提出意见，采纳情况将在本栏目反馈。"),
    ("关于部分路段夜间施工的通告", "施工期间请过往车辆减速慢行，注意现场标志。"),
)
_TEXTS: tuple[tuple[tuple[Crumb, ...], str], ...] = (
    ((AFFAIRS, LEADERS), "领导简历与分工正在整理，请以正式公布为准。"),
    ((AFFAIRS, DISCLOSURE, GUIDE), "本指南说明公开的范围、方式和申请的办法。"),
    ((AFFAIRS, DISCLOSURE, RULES), "制度文件按发布时间排列，供公众查阅。"),
    ((AFFAIRS, DISCLOSURE, STATUTORY), "法定主动公开内容按类别列出。"),
    ((ABOUT,), "本网站由办公室负责维护，内容以正式文件为准。"),
    ((ADMIN,), '<form method="post"><input name="user"><input name="password" type="password"></form>'),
)


def chrome_pages(site: SimulatedSite, charset: Charset, column: Crumb) -> Iterator[Page]:
    """All pages outside the lists; `column` is the way to the annual reports."""
    yield Page("/robots.txt", ROBOTS_ALLOW, "text/plain")
    for trail, main in _sections(column):
        yield html_page((trail or (HOME,))[-1][1], dress(site, charset, trail, main), charset)


def _sections(column: Crumb) -> Iterator[tuple[tuple[Crumb, ...], str]]:
    notices = [(title, f"{NOTICES[1]}n{number}.html") for number, (title, _) in enumerate(_NOTICES, 1)]
    yield (), f"<h2>要闻</h2>\n{menu(notices)}<h2>服务</h2>\n{menu((AFFAIRS, LEADERS))}"
    yield (AFFAIRS,), menu((DISCLOSURE, NOTICES, LEADERS))
    yield (AFFAIRS, DISCLOSURE), f'<div class="menu-cards">{menu((GUIDE, RULES, STATUTORY, column))}</div>'
    yield (AFFAIRS, NOTICES), menu(notices)
    for notice, (title, text) in zip(notices, _NOTICES, strict=True):
        yield (AFFAIRS, NOTICES, notice), f"<h1>{title}</h1>\n<p>{text}</p>\n"
    for trail, text in _TEXTS:
        yield trail, f"<h1>{trail[-1][0]}</h1>\n<div>{text}</div>\n"
