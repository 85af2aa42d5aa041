"""A host gets back the cookies that it set, for the length of a crawl, and no other host sees them."""

from scrapy import Request
from scrapy.http import Response

from crawler.fetch.cookies import COOKIES_OF_A_HOST, HostCookies

SITE = "http://www.yunxi.gov.cn"


def visit(cookies: HostCookies, url: str, *set_cookies: str) -> bytes | None:
    """Ask for an address and be answered with cookies; what cookies the request carried."""
    request = Request(url)
    cookies.process_request(request)
    cookies.process_response(request, Response(url, headers={"Set-Cookie": list(set_cookies)}))
    return request.headers.get("Cookie")


def test_the_session_of_an_article_goes_with_its_attachment() -> None:
    cookies = HostCookies()

    assert visit(cookies, f"{SITE}/info/1.htm", "JSESSIONID=0a1b; Path=/; HttpOnly") is None
    assert visit(cookies, f"{SITE}/system/download.jsp?id=7") == b"JSESSIONID=0a1b"


def test_no_other_host_is_told_though_the_cookie_was_meant_for_its_domain() -> None:
    cookies = HostCookies()
    visit(cookies, f"{SITE}/", "a=1; Domain=.yunxi.gov.cn", "b=2; Domain=gov.cn", "c=3; Domain=evil.com")

    assert visit(cookies, "http://mz.yunxi.gov.cn/") is None
    assert visit(cookies, "http://www.heyang.gov.cn/") is None
    assert visit(cookies, "http://www.yunxi.gov.cn:8080/") is None
    assert visit(cookies, f"{SITE}/nb/") == b"a=1; b=2"


def test_a_cookie_is_for_its_path_and_its_time() -> None:
    cookies = HostCookies()
    visit(cookies, f"{SITE}/", "admin=1; Path=/admin/", "gone=1; Max-Age=0", "safe=1; Secure", "kept=1; Max-Age=60")

    assert visit(cookies, f"{SITE}/nb/") == b"kept=1"
    assert visit(cookies, "http://127.0.0.1:8080/", "here=1") is None
    assert visit(cookies, "http://127.0.0.1:8080/") == b"here=1"


def test_a_request_that_is_sent_on_leaves_its_cookies_behind() -> None:
    cookies = HostCookies()
    visit(cookies, f"{SITE}/", "a=1")
    request = Request(f"{SITE}/old")
    cookies.process_request(request)
    moved = request.replace(url="http://www.heyang.gov.cn/new")

    cookies.process_request(moved)

    assert "Cookie" not in moved.headers


def test_a_host_cannot_fill_us_up_with_cookies() -> None:
    cookies = HostCookies()
    visit(cookies, f"{SITE}/", *(f"c{number}=1" for number in range(1000)), f"long={'x' * 10_000}")
    visit(cookies, f"{SITE}/", "c0=2")

    carried = visit(cookies, f"{SITE}/")

    assert carried is not None
    assert len(carried.split(b"; ")) == COOKIES_OF_A_HOST
    assert b"c0=2" in carried
