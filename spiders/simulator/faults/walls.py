"""Sites that answer and do not let themselves be seen."""

from collections.abc import Callable

from spiders.simulator.chrome import ROBOTS_FORBID
from spiders.simulator.faults.flaw import Asked, Find
from spiders.simulator.pages import Page

_JIASULE = (
    "<script>document.cookie=('_')+('_')+('jsl_clearance_s')+('=')+('1736899200.118|-1|simulated');"
    "location.href=location.pathname+location.search</script>"
)
_RUISHU = (
    '<html><head><meta id="simulated" content="simulated" r=\'m\'>'
    "<script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=10000;$_ts.cd=\"simulated\"</script></head>"
    "<body></body></html>"
)
_FIREWALL = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>访问被拦截</title></head><body>'
    "<h1>您的请求可能存在威胁，已被拦截</h1><p>当前访问已被网站防火墙阻断，请联系网站管理员。</p>"
    "<p>事件编号：simulated-0001</p></body></html>"
)
_RUISHU_COOKIE = (("Set-Cookie", "simulatedS=simulated; path=/"),)
JIASULE = Page(
    "", _JIASULE.encode(), status=521, headers=(("Set-Cookie", "__jsluid_s=simulated; max-age=31536000; path=/"),)
)
RUISHU = Page("", _RUISHU.encode(), status=412, headers=_RUISHU_COOKIE)
RUISHU_ACCEPTED = Page("", _RUISHU.encode(), status=202, headers=_RUISHU_COOKIE)
RUISHU_OK = Page("", _RUISHU.encode(), status=200, headers=_RUISHU_COOKIE)
FIREWALL = Page("", _FIREWALL.encode(), "text/html; charset=utf-8")
UNAVAILABLE = Page("", b"<html><body>Service Unavailable</body></html>", status=503)
_BROKEN = Page("", b"<html><body>Internal Server Error</body></html>", status=500)
_ROBOTS = Page("/robots.txt", ROBOTS_FORBID, "text/plain")


def always(page: Page) -> Callable[[Asked, Find], Page | None]:
    """The same answer whatever is asked."""
    return lambda asked, find: page


def nothing(asked: Asked, find: Find) -> Page | None:
    """The connection is closed without an answer."""
    return None


def robots_forbid(asked: Asked, find: Find) -> Page | None:
    """All is there, and no robot may have it."""
    return _ROBOTS if asked.request.target == "/robots.txt" else find(asked.request)


def lists_break(asked: Asked, find: Find) -> Page | None:
    """Lists break off after their first page."""
    page = find(asked.request)
    return _BROKEN if page.list_page > 1 else page
