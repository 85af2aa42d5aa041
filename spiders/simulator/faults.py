"""What a site with a fault answers instead of the page that was asked for."""

from spiders.simulator.chrome import ROBOTS_FORBID
from spiders.simulator.pages import Page
from spiders.simulator.sites import Fault

_JIASULE = (
    "<script>document.cookie=('_')+('_')+('jsl_clearance_s')+('=')+('1736899200.118|-1|simulated');"
    "location.href=location.pathname+location.search</script>"
)
_RUISHU = (
    '<html><head><meta id="simulated" content="simulated" r=\'m\'>'
    "<script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=10000;$_ts.cd=\"simulated\"</script></head>"
    "<body></body></html>"
)
_BROKEN = Page("", b"<html><body>Internal Server Error</body></html>", status=500)
_UNAVAILABLE = Page("", b"<html><body>Service Unavailable</body></html>", status=503)
_BLOCKS = {
    Fault.JIASULE: Page(
        "", _JIASULE.encode(), status=521, headers=(("Set-Cookie", "__jsluid_s=simulated; max-age=31536000; path=/"),)
    ),
    Fault.RUISHU: Page("", _RUISHU.encode(), status=412, headers=(("Set-Cookie", "simulatedS=simulated; path=/"),)),
    Fault.UNAVAILABLE: _UNAVAILABLE,
}


def spoilt(fault: Fault | None, path: str, page: Page) -> Page | None:
    """The page as the fault leaves it; None closes the connection without an answer."""
    if fault is Fault.CLOSED:
        return None
    if fault in _BLOCKS:
        return _BLOCKS[fault]
    if fault is Fault.ROBOTS and path == "/robots.txt":
        return Page(path, ROBOTS_FORBID, "text/plain")
    if fault is Fault.LISTING_BROKEN and page.list_page > 1:
        return _BROKEN
    return page
