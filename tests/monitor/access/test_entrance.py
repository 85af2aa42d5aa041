"""Getting in: by a link that works once, by a password; and what guessing comes to."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from monitor.access.links import password_link, set_up_link
from monitor.access.oidc import Departure
from monitor.access.roles import Signed
from monitor.alerts.links import Links
from storage.accounts import Account
from storage.one_time_links import OneTimeLink, Purpose
from tests.monitor.access.site import PASSWORD, Site

WRONG = "账号或密码不正确"


def first_link(site: Site) -> str:
    with site.work() as work:
        link = set_up_link(work, site.now)
    assert link is not None
    return link


def test_the_first_administrator_is_made_by_a_link_that_works_once(site: Site) -> None:
    link, browser = first_link(site), site.browser()

    made = browser.post(link, data={"name": "li", "display_name": "李", "password": PASSWORD, "again": PASSWORD})

    assert (made.status_code, made.headers["location"]) == (303, "/")
    assert browser.get("/accounts").status_code == 200
    again = site.browser().post(link, data={"name": "wu", "password": PASSWORD, "again": PASSWORD})
    assert again.status_code == 404
    with site.work() as work:
        assert work.accounts.holders_everywhere("administrator") == ("li",)
        assert set_up_link(work, site.now) is None


def test_a_link_holds_for_a_day_and_only_the_last_one_given_out(site: Site) -> None:
    earlier, later, browser = first_link(site), first_link(site), site.browser()

    assert [browser.get(link).status_code for link in (earlier, later)] == [404, 200]
    site.wait(hours=24)
    assert browser.get(later).status_code == 404


def test_a_weak_password_leaves_the_link_as_it_was(site: Site) -> None:
    link, browser = first_link(site), site.browser()

    refused = browser.post(link, data={"name": "li", "password": "Password1234", "again": "Password1234"})
    differing = browser.post(link, data={"name": "li", "password": PASSWORD, "again": PASSWORD + "!"})

    assert (refused.status_code, differing.status_code) == (422, 422)
    assert browser.get(link).status_code == 200


def test_who_forgot_the_password_chooses_one_by_a_link_and_other_sessions_end(site: Site) -> None:
    site.add("wang", password=PASSWORD)
    elsewhere = site.browser("wang")
    with site.work() as work:
        link = password_link(work, work.accounts.get("wang"), site.now)

    new = "清风徐来，水波不兴，举酒属客"
    answer = site.browser().post(link, data={"password": new, "again": new})

    assert answer.status_code == 303
    assert elsewhere.get("/account").status_code == 303
    assert sign_in(site, "wang", PASSWORD) == 403
    assert sign_in(site, "wang", new) == 303


def sign_in(site: Site, name: str, password: str) -> int:
    return site.browser().post("/sign-in", data={"name": name, "password": password}).status_code


def test_signing_in_leads_to_the_page_that_was_asked_for_and_never_elsewhere(site: Site) -> None:
    site.add("wang", password=PASSWORD)
    asked = site.browser().get("/account?year=2024")
    assert asked.headers["location"] == "/sign-in?next=/account%3Fyear%3D2024"

    def led_to(target: str) -> str:
        filled_in = {"name": "WANG ", "password": PASSWORD}
        return site.browser().post("/sign-in", params={"next": target}, data=filled_in).headers["location"]

    assert led_to("/account?year=2024") == "/account?year=2024"
    for outside in ("https://evil.test/", "//evil.test", "/\\evil.test", "/\t/evil.test", "javascript:alert(1)", ""):
        assert led_to(outside) == "/"


def test_the_secret_in_the_cookie_is_new_at_each_sign_in_and_is_not_in_the_store(site: Site) -> None:
    site.add("wang", password=PASSWORD)
    browser = site.browser()
    browser.cookies.set("gongkai-session", "chosen-by-somebody-else")

    answer = browser.post("/sign-in", data={"name": "wang", "password": PASSWORD})

    cookie = answer.headers["set-cookie"]
    assert re.fullmatch(r"gongkai-session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie)
    secret = cookie.split("=")[1].split(";")[0]
    assert secret.encode() not in (site.workspace.folder / "gongkai.db").read_bytes()
    browser.cookies.clear()
    browser.cookies.set("gongkai-session", "chosen-by-somebody-else")
    assert browser.get("/account").status_code == 303


def test_with_https_the_cookie_is_this_hosts_alone_and_browsers_stay_with_https(
    open_site: Callable[..., Site],
) -> None:
    address = "https://gk.example.gov.cn"
    site = open_site({"GONGKAI_SERVE__PUBLIC_URL": address}, base=address)
    site.add("wang", password=PASSWORD)

    answer = site.browser().post("/sign-in", data={"name": "wang", "password": PASSWORD})

    assert re.match(
        r"__Host-gongkai-session=[\w-]+; HttpOnly; Path=/; SameSite=lax; Secure", answer.headers["set-cookie"]
    )
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_session_ends_by_signing_out_by_idleness_and_after_its_hours(site: Site) -> None:
    site.add("wang")
    left, idle, busy = site.browser("wang"), site.browser("wang"), site.browser("wang")

    assert left.fill("/sign-out").status_code == 303
    assert left.get("/account").status_code == 303

    for _ in range(12):
        site.wait(minutes=50)
        assert busy.get("/account").status_code == (200 if site.now.hour < 11 else 303)
    assert idle.get("/account").status_code == 303


def test_somebody_unknown_disabled_or_wrong_is_told_the_same(site: Site) -> None:
    site.add("wang", password=PASSWORD)
    site.add("gone", password=PASSWORD)
    with site.work() as work:
        work.accounts.disable(work.accounts.get("gone").id, site.now)
    tries = [("nobody", PASSWORD), ("gone", PASSWORD), ("wang", "not it"), ("x'--", PASSWORD), ("王\x00", PASSWORD)]

    answers = [site.browser().post("/sign-in", data={"name": name, "password": word}) for name, word in tries]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert len({re.sub(r"\s+", " ", answer.text) for answer in answers}) == 1
    assert WRONG in answers[0].text


def test_whoever_holds_no_role_is_let_in_nowhere(site: Site) -> None:
    site.add("wang", role=None, password=PASSWORD)

    answer = site.browser().post("/sign-in", data={"name": "wang", "password": PASSWORD})

    assert answer.status_code == 403
    assert "还没有任何权限" in answer.text
    assert "set-cookie" not in answer.headers


def test_guessing_is_held_up_longer_each_time_and_the_owner_comes_in_afterwards(site: Site) -> None:
    site.add("wang", password=PASSWORD)

    assert [sign_in(site, "wang", "guess") for _ in range(6)] == [403] * 5 + [429]
    assert sign_in(site, "wang", PASSWORD) == 429
    site.wait(seconds=31)
    assert [sign_in(site, "wang", "guess"), sign_in(site, "wang", "guess")] == [403, 429]
    site.wait(seconds=61)
    assert sign_in(site, "wang", PASSWORD) == 303
    assert [sign_in(site, "wang", "guess") for _ in range(5)] == [403] * 5


def test_a_changed_password_ends_the_other_sessions_and_not_this_one(site: Site) -> None:
    site.add("wang", password=PASSWORD)
    here, elsewhere = site.browser("wang"), site.browser("wang")
    new = "清风徐来，水波不兴，举酒属客"

    wrong = here.fill("/account/password", password=new, new=new, again=new)
    changed = here.fill("/account/password", password=PASSWORD, new=new, again=new)

    assert (wrong.status_code, changed.status_code) == (403, 200)
    assert (here.get("/account").status_code, elsewhere.get("/account").status_code) == (200, 303)


def test_a_hash_of_lower_cost_is_made_anew_at_the_next_sign_in(site: Site) -> None:
    site.add("wang")
    with site.work() as work:
        work.accounts.set_password(work.accounts.get("wang").id, PasswordHasher(2, 8, 1).hash(PASSWORD.encode()))

    assert sign_in(site, "wang", PASSWORD) == 303

    with site.work() as work:
        kept = work.accounts.get("wang").password_hash
    assert kept is not None
    assert "t=1" in kept


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"origin": "https://evil.test"}, id="origin of another site"),
        pytest.param({"origin": "null"}, id="origin hidden"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="the browser says so"),
    ],
)
def test_no_form_of_another_site_signs_anybody_in(site: Site, told: dict[str, str]) -> None:
    site.add("wang", password=PASSWORD)

    answer = site.browser().post("/sign-in", data={"name": "wang", "password": PASSWORD}, headers=told)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_what_is_done_at_the_entrance_is_written_down_without_secrets(site: Site) -> None:
    link, browser = first_link(site), site.browser()

    browser.post(link, data={"name": "li", "password": PASSWORD, "again": PASSWORD})
    sign_in(site, "li", "guess")
    sign_in(site, "li", PASSWORD)

    assert site.audited() == [
        ("li", "account.set-up", "li"),
        ("li", "sign-in", "li"),
        ("", "sign-in.refused", "li"),
        ("li", "sign-in", "li"),
    ]


def test_strangers_on_their_way_to_the_identity_provider_hold_up_nobody_elsewhere(site: Site) -> None:
    throttle = site.entrance.throttle
    strangers = [throttle.admit("", f"2001:db8:{number:x}::1") for number in range(200)]

    waits = [throttle.admit("", "192.0.2.1") for _ in range(40)]

    assert strangers == [timedelta(0)] * 200
    assert [wait > timedelta(0) for wait in waits] == [False] * 30 + [True] * 10


def test_a_password_that_is_not_confirmed_is_written_down(site: Site) -> None:
    site.add("wang", password=PASSWORD)
    again = {"new": f"{PASSWORD}！", "again": f"{PASSWORD}！"}

    assert site.browser("wang").fill("/account/password", **again | {"password": "x"}).status_code == 403

    assert site.audited() == [("wang", "password.refused", "wang")]
    with site.work() as work:
        assert PASSWORD not in repr(work.audit.latest(9))


def test_what_is_printed_of_our_objects_holds_no_secret(site: Site) -> None:
    holders = (
        Signed("li", (), csrf="geheim"),
        Departure("https://id.test/?state=geheim", "geheim", {"verifier": "geheim"}),
        OneTimeLink(Purpose.IDENTITY, None, {"verifier": "geheim"}, site.now),
        Links("https://gk.test", b"geheim", timedelta(days=1)),
        Account(1, "li", "Li", site.now, password_hash="geheim"),  # noqa: S106 - of nobody
    )

    assert [holder for holder in holders if "geheim" in repr(holder)] == []
