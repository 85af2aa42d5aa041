"""Who may change whose account, what a token may do, and what forms must repeat."""

import re

import pytest
from httpx2 import Response

from tests.monitor.access.site import Site

pytestmark = pytest.mark.slow


@pytest.fixture
def staffed(site: Site) -> Site:
    site.add("root-li", "administrator")
    site.add("county-wu", "administrator", "370902")
    site.add("office-a", "reviewer", "370902gaj")
    site.add("office-b", "reviewer", "370903")
    return site


def test_an_administrator_of_an_area_sees_and_changes_only_accounts_within_it(staffed: Site) -> None:
    browser = staffed.browser("county-wu")

    page = browser.get("/accounts").text

    assert set(re.findall(r"/accounts/([\w-]+)/reset", page)) == {"county-wu", "office-a"}
    for name in ("office-b", "root-li", "nobody"):
        for act in ("reset", "disable", "enable", "roles", "identity"):
            assert browser.fill(f"/accounts/{name}/{act}", role="viewer", subject="x").status_code in (404, 409)
    assert browser.fill("/accounts/office-b/reset").status_code == 404


@pytest.mark.parametrize(
    ("area_id", "status"),
    [
        pytest.param("370902", 200, id="one's own area"),
        pytest.param("370902gaj", 200, id="below it"),
        pytest.param("370903", 403, id="the neighbour"),
        pytest.param("3709", 403, id="above it"),
        pytest.param("", 403, id="everywhere"),
        pytest.param("370902%", 422, id="no unit"),
        pytest.param("370902\x00", 422, id="not even text"),
    ],
)
def test_an_administrator_of_an_area_gives_roles_only_within_it(staffed: Site, area_id: str, status: int) -> None:
    browser = staffed.browser("county-wu")

    answer = browser.fill("/accounts", name="new", role="administrator", area_id=area_id)

    assert answer.status_code == status
    with staffed.work() as work:
        assert (work.accounts.find("new") is not None) is (status == 200)


def test_nobody_lifts_an_account_out_of_their_area(staffed: Site) -> None:
    browser = staffed.browser("county-wu")

    assert browser.fill("/accounts/office-a/roles", role="administrator", area_id="").status_code == 403
    assert browser.fill("/accounts/county-wu/roles", role="administrator", area_id="").status_code == 403
    assert browser.fill("/accounts/office-a/roles", role="operator", area_id="370902gaj").status_code == 303
    with staffed.work() as work:
        assert [held.role for held in work.accounts.get("office-a").roles] == ["operator"]


def test_the_last_administrator_stays(staffed: Site) -> None:
    browser = staffed.browser("root-li")

    assert browser.fill("/accounts/root-li/roles", role="viewer").status_code == 409
    assert browser.fill("/accounts/root-li/disable").status_code == 409
    assert browser.get("/accounts").status_code == 200


def test_a_disabled_account_is_out_at_once_with_its_sessions_and_tokens(staffed: Site) -> None:
    theirs, token = staffed.browser("office-a"), token_of(staffed, "office-a")

    assert staffed.browser("root-li").fill("/accounts/office-a/disable").status_code == 303

    assert theirs.get("/account").status_code == 303
    assert by_token(staffed, token).status_code == 401


def token_of(site: Site, name: str, role: str = "viewer", days: int = 9) -> str:
    answer = site.browser(name).fill("/account/tokens", name="export", role=role, days=str(days))
    found = re.search(r'class="secret">([\w-]{43})<', answer.text)
    assert found, answer.text
    return found.group(1)


def by_token(site: Site, token: str, path: str = "/api/v1/me") -> Response:
    return site.browser().get(path, headers={"Authorization": f"Bearer {token}"})


def test_a_token_does_what_its_role_and_its_owner_may(staffed: Site) -> None:
    token = token_of(staffed, "root-li", "administrator")
    assert by_token(staffed, token, "/api/v1/audit").status_code == 200
    staffed.add("root-wu", "administrator")

    staffed.browser("root-wu").fill("/accounts/root-li/roles", role="reviewer")

    assert by_token(staffed, token, "/api/v1/audit").status_code == 403
    assert by_token(staffed, token).json()["grants"] == [{"role": "reviewer", "area_id": None}]


def test_nobody_makes_a_token_above_their_own_role(staffed: Site) -> None:
    answer = staffed.browser("office-a").fill("/account/tokens", name="x", role="operator", days="9")

    assert answer.status_code == 422


def test_a_token_ends_by_its_day_and_by_its_owner_and_by_no_one_else(staffed: Site) -> None:
    token, short = token_of(staffed, "office-a"), token_of(staffed, "office-a", days=1)
    assert staffed.browser("office-b").fill("/account/tokens/1/revoke").status_code == 404

    assert by_token(staffed, token).status_code == 200
    assert staffed.browser("office-a").fill("/account/tokens/1/revoke").status_code == 303
    assert by_token(staffed, token).status_code == 401

    assert by_token(staffed, short).status_code == 200
    staffed.wait(days=1)
    assert by_token(staffed, short).status_code == 401
    assert by_token(staffed, "guess").status_code == 401


def test_a_token_manages_no_account_not_even_its_own(staffed: Site) -> None:
    token = token_of(staffed, "root-li", "administrator")
    sent = {"headers": {"Authorization": f"Bearer {token}"}, "data": {"name": "x", "role": "viewer", "days": "9"}}

    assert staffed.browser().post("/account/tokens", **sent).status_code == 403
    assert staffed.browser().post("/accounts", **sent).status_code == 403


def test_a_wrong_token_is_not_made_good_by_a_cookie(staffed: Site) -> None:
    browser = staffed.browser("root-li")

    assert browser.get("/api/v1/me", headers={"Authorization": "Bearer guess"}).status_code == 401
    assert browser.get("/api/v1/me").status_code == 200


def test_a_form_has_to_repeat_what_the_pages_of_its_own_session_say(staffed: Site) -> None:
    mine, theirs = staffed.browser("root-li"), staffed.browser("office-a")
    mine_again = staffed.browser("root-li")

    for csrf in ("", "guess", theirs.csrf, mine_again.csrf):
        assert mine.post("/accounts/office-b/disable", params={"csrf": csrf}).status_code == 403
        assert mine.post("/accounts/office-b/disable", headers={"x-csrf-token": csrf}).status_code == 403
    assert mine.post("/accounts/office-b/disable", data={"csrf": mine.csrf}).status_code == 403
    assert mine.post("/accounts/office-b/disable", headers={"x-csrf-token": mine.csrf}).status_code == 303


def test_who_did_what_is_shown_to_administrators_of_everywhere_alone(staffed: Site) -> None:
    staffed.browser("root-li").fill("/accounts", name="new", role="viewer", area_id="370902", display_name="<b>新</b>")

    shown = staffed.browser("root-li").get("/audit")

    assert "新增账号" in shown.text
    assert staffed.browser("county-wu").get("/audit").status_code == 403
    assert staffed.browser("county-wu").get("/api/v1/audit").status_code == 403
    assert staffed.browser("office-a").get("/audit").status_code == 403
    assert "<b>新" not in staffed.browser("root-li").get("/accounts").text


def test_the_record_comes_in_pages_and_says_that_it_is_whole(staffed: Site) -> None:
    browser = staffed.browser("root-li")
    for number in range(5):
        browser.fill("/accounts", name=f"new{number}", role="viewer")

    first = browser.get("/api/v1/audit?limit=3").json()
    second = browser.get(f"/api/v1/audit?limit=3&after={first['next']}").json()

    assert [entry["about"] for entry in first["items"] + second["items"]] == ["new4", "new3", "new2", "new1", "new0"]
    assert second["next"] is None
    assert browser.get("/api/v1/audit-chain").json() == {"whole": True, "first_gap": None}
