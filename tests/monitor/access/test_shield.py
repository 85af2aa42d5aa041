"""What stands around the application: hosts, sizes, headers, errors, and the lines of the log."""

import logging
from collections.abc import Callable

import pytest
from fastapi import APIRouter, Request, Response

from crawler.domain.errors import DatabaseUnavailable
from monitor.access.roles import Role
from monitor.web.conditional import only_if_changed
from monitor.web.guard import GuardedRoute, needs
from monitor.web.paging import Page, Paged, page_of
from tests.monitor.access.site import Browser, Site

pytestmark = pytest.mark.slow


@pytest.fixture
def browser(site: Site) -> Browser:
    """Somebody signed in, on a site with three more routes."""
    router = APIRouter(route_class=GuardedRoute)

    @router.get("/api/v1/numbers")
    @needs(Role.VIEWER)
    def numbers(request: Request, response: Response, paging: Paged) -> Page[int]:
        only_if_changed(request, response)
        first = (paging.after_number or 0) + 1
        return page_of(range(first, 8), paging, int, int)

    @router.get("/gone")
    @needs(Role.VIEWER)
    def gone() -> str:
        raise DatabaseUnavailable("postgresql://u@db/x", "password authentication failed")

    @router.get("/bug")
    @needs(Role.VIEWER)
    def bug() -> str:
        raise ZeroDivisionError("of our own")

    site.app.include_router(router)
    site.add("wang")
    browser = site.browser("wang")
    assert isinstance(browser, Browser)
    return browser


def test_a_list_comes_in_pages_that_join(browser: Browser) -> None:
    first = browser.get("/api/v1/numbers?limit=3").json()
    last = browser.get("/api/v1/numbers?limit=5", params={"limit": 5, "after": first["next"]}).json()

    assert first == {"items": [1, 2, 3], "next": "3"}
    assert last == {"items": [4, 5, 6, 7], "next": None}


@pytest.mark.parametrize("asked", ["limit=0", "limit=501", "limit=x", "after=x", "after=-1", "after=%00", "after=1.5"])
def test_nonsense_about_pages_is_refused_with_its_place(browser: Browser, asked: str) -> None:
    answer = browser.get(f"/api/v1/numbers?{asked}")

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert asked.partition("=")[0] in answer.text


def test_what_was_not_changed_is_not_sent_again(site: Site, browser: Browser) -> None:
    first = browser.get("/api/v1/numbers")
    tag = {"if-none-match": f'"other", W/{first.headers["etag"]}'}

    again = browser.get("/api/v1/numbers", headers=tag)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert first.headers["cache-control"] == "private, no-cache"

    assert browser.get("/api/v1/numbers?limit=3", headers=tag).status_code == 200
    site.add("wu", area_id="370902")
    assert site.browser("wu").get("/api/v1/numbers", headers=tag).status_code == 200
    with site.work() as work:
        work.audit.note("li", "finding.dismiss", "1", site.now)
    assert browser.get("/api/v1/numbers", headers=tag).status_code == 200


@pytest.mark.parametrize("host", ["evil.test", "localhost.evil.test", "", "localhost@evil.test", "a b", "[::1"])
def test_another_host_is_not_answered(browser: Browser, host: str) -> None:
    assert browser.get("/sign-in", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/units/%00", 404),
        ("/feeds/%00.atom", 404),
        ("/set-up/a%00", 404),
        ("/areas?name=a%00", 422),
        ("/api/v1/obligations?%00=1", 422),
    ],
)
def test_an_address_that_holds_what_no_database_takes_is_refused(browser: Browser, path: str, status: int) -> None:
    assert browser.get(path).status_code == status


def test_the_public_name_is_answered(open_site: Callable[..., Site]) -> None:
    site = open_site({"GONGKAI_SERVE__PUBLIC_URL": "https://gk.example.gov.cn:8443"})

    assert site.browser().get("/sign-in", headers={"host": "GK.example.gov.cn:8443"}).status_code == 200


@pytest.mark.parametrize("path", ["/sign-in", "/account", "/nowhere", "/static/style.css", "/api/v1/me", "/api/v1/no"])
def test_every_answer_tells_browsers_to_be_careful(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers

    assert headers["content-security-policy"] == (
        "default-src 'self'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert (headers.get("cache-control") == "private, no-store") is not path.startswith("/static/")
    assert "server" not in headers
    assert "strict-transport-security" not in headers


def test_the_forms_of_sign_in_may_lead_to_the_identity_provider(open_site: Callable[..., Site]) -> None:
    site = open_site({"GONGKAI_SERVE__OIDC__ISSUER": "https://id.test/r", "GONGKAI_SERVE__OIDC__CLIENT_ID": "g"})

    answer = site.browser().get("/sign-in")

    assert "form-action 'self' https://id.test" in answer.headers["content-security-policy"]


def test_too_much_is_refused_whether_or_not_it_is_announced(browser: Browser) -> None:
    large = b"name=" + b"x" * (1024 * 1024)
    form = {"content-type": "application/x-www-form-urlencoded"}

    assert browser.post("/sign-in", content=large, headers=form).status_code == 413
    assert browser.post("/sign-in", content=iter([large, large]), headers=form).status_code == 413


def test_head_is_get_without_its_body(browser: Browser) -> None:
    whole, head = browser.get("/account"), browser.head("/account")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_nothing_of_the_inside_is_shown_when_something_breaks(site: Site, browser: Browser) -> None:
    kind = Browser(site.app, site.base, cookies=dict(browser.cookies), raise_server_exceptions=False)

    gone, bug = kind.get("/gone"), kind.get("/bug")

    assert (gone.status_code, bug.status_code) == (503, 500)
    assert gone.headers["retry-after"] == "30"
    assert "postgresql" not in gone.text
    assert "ZeroDivision" not in bug.text
    assert bug.headers["x-content-type-options"] == "nosniff"
    assert bug.headers["x-request-id"] in bug.text


def test_an_unknown_path_is_a_page_for_people_and_a_problem_for_programs(browser: Browser) -> None:
    assert "没有这个页面" in browser.get("/nowhere").text
    assert browser.get("/api/v1/nowhere").json()["title"] == "Not Found"
    assert browser.get("/api/v1/nowhere").headers["content-type"] == "application/problem+json"
    wrong = browser.post("/api/v1/me", params={"csrf": browser.csrf})
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")


def test_the_log_names_who_asked_and_no_secret(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "gongkai.access"):
        browser.get("/account?q=hidden")
        browser.get("/set-up/a-secret")
        browser.get("/x%0aforged=1")

    lines = [record.getMessage() for record in caplog.records if record.name == "gongkai.access"]
    assert "who=wang method=GET path=/account status=200" in lines[0]
    assert "path=/set-up/- " in lines[1]
    assert "\n" not in lines[2]
    assert not any(word in line for line in lines for word in ("hidden", "a-secret"))
