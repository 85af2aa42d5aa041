"""A small identity provider on loopback: it knows one person, signs with its own key, and lies where it is told to."""

import base64
import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET, SUBJECT = "gongkai", "between us", "subject-of-wang"

Twist = Callable[[dict[str, Any]], None]


@dataclass
class Provider:
    """What it issues may be twisted: `twist` changes the claims of the next tokens, `sign` how they are signed."""

    now: int
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    twist: Twist = field(default=lambda claims: None)
    sign: Callable[[dict[str, Any]], str] | None = None
    named: str = ""

    def authorize(self, asked: dict[str, str]) -> str:
        """What the browser of somebody who signed in there is sent back to."""
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        asked = self.codes.pop(form["code"], None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if asked is None or authorization != f"Basic {basic}" or challenge.decode() != asked["code_challenge"]:
            return None
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": SUBJECT, "nonce": asked["nonce"], "name": "王"}
        claims |= {"iat": self.now, "exp": self.now + 300}
        self.twist(claims)
        signed = self.sign(claims) if self.sign else jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "of no use", "token_type": "Bearer", "id_token": signed}

    def describe(self) -> dict[str, str]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.named or self.issuer} | {name: f"{self.issuer}/{at}" for name, at in places.items()}


@contextmanager
def provider(now: int) -> Iterator[Provider]:
    made = Provider(now)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path == "/authorize":
                self.send_response(302)
                asked = {name: values[0] for name, values in parse_qs(place.query).items()}
                self.send_header("Location", made.authorize(asked))
                self.end_headers()
            else:
                self.tell(made.describe() if "openid" in place.path else {"keys": [made.key.as_dict(private=False)]})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            told = made.token(form, self.headers.get("Authorization", ""))
            self.tell(told or {"error": "invalid_grant"}, 200 if told else 400)

        def tell(self, record: dict[str, Any], status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(record).encode())

        def log_message(self, *_: object) -> None:
            """Nothing needs to be told."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        made.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
