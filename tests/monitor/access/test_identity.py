"""Signing in by an identity provider on loopback, and every lie that it or somebody on the way could tell."""

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from httpx2 import Response
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.monitor.access.identity_provider import CLIENT, SECRET, SUBJECT, Provider, provider
from tests.monitor.access.site import Browser, Site

pytestmark = pytest.mark.slow


@pytest.fixture
def known() -> Iterator[Provider]:
    with provider(1743382800) as found:
        yield found


@pytest.fixture
def site(open_site: Callable[..., Site], known: Provider) -> Site:
    settings = {"ISSUER": known.issuer, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET}
    site = open_site({f"GONGKAI_SERVE__OIDC__{name}": value for name, value in settings.items()})
    assert site.now.timestamp() == known.now
    site.add("wang")
    with site.work() as work:
        work.accounts.link(work.accounts.get("wang").id, known.issuer, SUBJECT)
    return site


def left(browser: Browser) -> str:
    """Where the provider sends the browser back to."""
    away = browser.get("/sign-in/identity?next=/account?year=2024")
    assert away.status_code == 303
    return requests.get(away.headers["location"], allow_redirects=False, timeout=5).headers["location"]


def back(browser: Browser) -> Response:
    return browser.get(left(browser))


def test_somebody_with_an_account_comes_in_where_they_wanted_to_go(site: Site) -> None:
    browser = site.browser()

    answer = back(browser)

    assert (answer.status_code, answer.headers["location"]) == (303, "/account?year=2024")
    assert browser.get("/account").status_code == 200
    assert site.audited()[-1] == ("wang", "sign-in", "wang")


def test_what_is_asked_of_the_provider_is_a_code_with_proof_and_nothing_twice(site: Site) -> None:
    asked = [parse_qs(urlsplit(site.browser().get("/sign-in/identity").headers["location"]).query) for _ in range(2)]

    assert asked[0]["response_type"] == ["code"]
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["redirect_uri"] == ["http://localhost/sign-in/identity/back"]
    assert all(asked[0][name] != asked[1][name] for name in ("state", "nonce", "code_challenge"))


def test_somebody_without_an_account_is_told_what_to_tell_the_administrator(site: Site, known: Provider) -> None:
    known.twist = lambda claims: claims.update(sub="a-stranger", name="<i>赵")

    answer = back(site.browser())

    assert answer.status_code == 403
    assert "a-stranger" in answer.text
    assert "<i>" not in answer.text


def test_a_name_or_mail_that_is_the_same_as_an_accounts_lets_nobody_in(site: Site, known: Provider) -> None:
    known.twist = lambda claims: claims.update(sub="a-stranger", name="wang", preferred_username="wang", email="wang")

    assert back(site.browser()).status_code == 403


def test_a_disabled_account_is_let_in_by_nobody(site: Site) -> None:
    with site.work() as work:
        work.accounts.disable(work.accounts.get("wang").id, site.now)

    assert back(site.browser()).status_code == 403


def changed(**claims: Any) -> Callable[[Provider], None]:
    def change(known: Provider) -> None:
        known.twist = lambda issued: issued.update(claims)

    return change


def without(name: str) -> Callable[[Provider], None]:
    def change(known: Provider) -> None:
        known.twist = lambda issued: issued.pop(name) and None

    return change


def signed_by_another(known: Provider) -> None:
    other = RSAKey.generate_key(2048, {"kid": "one"})
    known.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "one"}, claims, other)


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def unsigned(known: Provider) -> None:
    head = encoded(json.dumps({"alg": "none"}).encode())
    known.sign = lambda claims: f"{head}.{encoded(json.dumps(claims).encode())}."


def signed_with_the_public_key_as_a_secret(known: Provider) -> None:
    def sign(claims: dict[str, Any]) -> str:
        head = json.dumps({"alg": "HS256", "kid": "one"}).encode()
        said = f"{encoded(head)}.{encoded(json.dumps(claims).encode())}"
        secret = known.key.as_pem(private=False)
        return f"{said}.{encoded(hmac.digest(secret, said.encode(), 'sha256'))}"

    known.sign = sign


def named_otherwise(known: Provider) -> None:
    known.named = "https://id.example.test"


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(changed(nonce="of another sign-in"), id="another nonce"),
        pytest.param(without("nonce"), id="no nonce"),
        pytest.param(changed(iss="https://id.example.test"), id="another issuer"),
        pytest.param(changed(aud="another-site"), id="for another site"),
        pytest.param(changed(azp="another-site"), id="given to another site"),
        pytest.param(changed(exp=1743382800 - 3600), id="over"),
        pytest.param(without("exp"), id="for ever"),
        pytest.param(without("sub"), id="of nobody"),
        pytest.param(signed_by_another, id="another key"),
        pytest.param(unsigned, id="alg none"),
        pytest.param(signed_with_the_public_key_as_a_secret, id="alg confusion"),
        pytest.param(named_otherwise, id="a description of another issuer"),
    ],
)
def test_no_lie_lets_anybody_in(site: Site, known: Provider, lie: Callable[[Provider], None]) -> None:
    browser = site.browser()
    address = left(browser)
    lie(known)

    answer = browser.get(address)

    assert answer.status_code == 403
    assert browser.get("/account").status_code == 303


def test_only_the_browser_that_left_comes_back_and_only_once(site: Site) -> None:
    browser, other = site.browser(), site.browser()
    address = left(browser)

    assert other.get(address).status_code == 403
    assert browser.get(address.replace("state=", "state=x")).status_code == 403
    assert browser.get(address).status_code == 303
    assert browser.get(address).status_code == 403


def test_who_takes_too_long_begins_again(site: Site) -> None:
    browser = site.browser()
    address = left(browser)

    site.wait(minutes=11)

    assert browser.get(address).status_code == 403


def test_a_provider_that_is_not_there_is_said_so(site: Site, known: Provider) -> None:
    known.named = "https://id.example.test"

    answer = site.browser().get("/sign-in/identity")

    assert answer.status_code == 503
    assert "统一身份认证未成功" in answer.text
