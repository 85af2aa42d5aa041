"""Signing in by an identity provider: OpenID Connect, authorization code with PKCE, state and nonce.

What comes back is a subject, which an administrator has linked to an account; nothing else of it is believed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from authlib.integrations.requests_client import OAuth2Session, OAuthError  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException, Response, Session

from crawler.domain.errors import NotIdentified
from monitor.access.secret import new_secret
from monitor.config import OidcSettings

_TIMEOUT = 10
_LONGEST_ANSWER = 512 * 1024
_LEEWAY = 60
_ALGORITHMS = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA"]
_DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send a browser, the state that it must bring back, and what stays with us until then."""

    address: str = field(repr=False)
    state: str = field(repr=False)
    kept: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identified:
    """Somebody whom the provider knows: by its subject, and under names that are only for showing."""

    subject: str
    shown_as: str
    go_on_to: str


class IdentityProvider:
    """One provider, asked anew each time what its addresses and keys are."""

    def __init__(self, settings: OidcSettings, comes_back_to: str) -> None:
        self.issuer = settings.issuer
        self._settings, self._comes_back_to = settings, comes_back_to

    def leave_for(self, go_on_to: str) -> Departure:
        """Where a browser is sent to sign in. Raises NotIdentified."""
        state, nonce, verifier = new_secret(), new_secret(), new_secret()
        with self._client() as client:
            place = self._described(client)["authorization_endpoint"]
            address, _ = client.create_authorization_url(place, state=state, nonce=nonce, code_verifier=verifier)
        return Departure(str(address), state, {"nonce": nonce, "verifier": verifier, "next": go_on_to})

    def come_back(self, brought: Mapping[str, Any], code: str, now: datetime) -> Identified:
        """Who it is that came back with a code; `brought` is what was kept at the departure. Raises NotIdentified."""
        with self._client() as client:
            described = self._described(client)
            claims = self._claims(client, described, code, str(brought["verifier"]))
            self._check(claims, str(brought["nonce"]), now)
        subject = str(claims["sub"])
        shown_as = next((str(claims[name]) for name in ("name", "preferred_username", "email") if claims.get(name)), "")
        return Identified(subject, shown_as or subject, str(brought["next"]))

    def _client(self) -> Any:  # noqa: ANN401 - the library has no types
        secret = self._settings.client_secret
        client = OAuth2Session(
            self._settings.client_id,
            None if secret is None else secret.get_secret_value(),
            scope="openid profile email",
            redirect_uri=self._comes_back_to,
            code_challenge_method="S256",
            default_timeout=_TIMEOUT,
        )
        client.trust_env = False
        return client

    def _described(self, client: Session) -> dict[str, Any]:
        """What the provider says of itself; its name must be the one that we know it by."""
        described = self._fetch(client, self.issuer.rstrip("/") + _DISCOVERY)
        if described.get("issuer") != self.issuer:
            raise NotIdentified("its description names another issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not self._is_trusted(described.get(name)):
                raise NotIdentified(f"its description has no {name} that can be used")
        return described

    def _is_trusted(self, address: object) -> bool:
        """Never less encrypted than the issuer itself."""
        scheme = self.issuer.partition("://")[0]
        return isinstance(address, str) and address.startswith(("https://", f"{scheme}://"))

    def _claims(self, client: Any, described: Mapping[str, Any], code: str, verifier: str) -> dict[str, Any]:  # noqa: ANN401 - the library has no types
        """What the ID token says, once its signature holds by a key of the provider."""
        try:
            token = client.fetch_token(described["token_endpoint"], code=code, code_verifier=verifier, timeout=_TIMEOUT)
            keys = KeySet.import_key_set(self._fetch(client, described["jwks_uri"]))  # type: ignore[arg-type]
            return dict(jwt.decode(str(token["id_token"]), keys, algorithms=_ALGORITHMS).claims)
        except (OAuthError, RequestException, JoseError, KeyError, ValueError, TypeError) as error:
            raise NotIdentified(f"no token that can be believed ({type(error).__name__})") from error

    def _check(self, claims: dict[str, Any], nonce: str, now: datetime) -> None:
        wanted = jwt.JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._settings.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            wanted.validate(claims)
        except JoseError as error:
            raise NotIdentified(f"its token is not for this sign-in ({type(error).__name__})") from error
        if claims.get("azp", self._settings.client_id) != self._settings.client_id:
            raise NotIdentified("its token is for another site")

    def _fetch(self, client: Session, address: str) -> dict[str, Any]:
        try:
            answer: Response = client.request("GET", address, timeout=_TIMEOUT, withhold_token=True, stream=True)  # type: ignore[call-arg]
            with answer:
                answer.raise_for_status()
                body = answer.raw.read(_LONGEST_ANSWER, decode_content=True)
            return dict(json.loads(body))
        except (RequestException, OSError, ValueError, TypeError) as error:
            raise NotIdentified(f"not to be reached ({type(error).__name__})") from error
