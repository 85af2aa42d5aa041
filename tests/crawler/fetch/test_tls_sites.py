"""Sites with certificates and protocols of every kind are seen, and what their connections lacked is told.

One more site sends little that becomes much: it costs no more than the longest page may.
"""

import gzip
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from crawler.domain.unit import host_of
from spiders.simulator.handmade import Answer, serving
from tests.crawler.fetch.fetching import fetch

pytestmark = pytest.mark.slow

PAGE = b"<html>page</html>"
HOST = "127.1.1.1"
MEGABYTE = 1024 * 1024
BOMB = Answer(gzip.compress(b"\0" * 20 * MEGABYTE), headers={"Content-Encoding": "gzip"})
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate(folder: Path, name: str, *, address: str = HOST, days: int = 1) -> Path:
    """A file with a key and a certificate that nobody vouches for but itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder(subject, subject, KEY.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(KEY, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    key = KEY.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / f"{name}.pem"
    path.write_bytes(key + built.public_bytes(serialization.Encoding.PEM))
    return path


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Write nothing to standard error."""


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A handshake that fails is what the test is about."""


@contextmanager
def serving_tls(certified: Path, *, old: bool = False) -> Iterator[str]:
    """A site whose certificate this is; an old one speaks TLS 1.0 only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified)
    if old:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.options |= ssl.OP_NO_TLSv1_1 | ssl.OP_NO_TLSv1_2 | ssl.OP_NO_TLSv1_3
    server = Server((HOST, 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    Thread(target=lambda: server.serve_forever(poll_interval=0.05), daemon=True).start()
    try:
        yield f"https://{HOST}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def sites(folder: Path) -> Iterator[Mapping[str, str]]:
    trusted = certificate(folder, "trusted")
    with ExitStack() as stack, serving({"bomb": {"/": BOMB}}) as handmade:
        served = {
            "trusted": serving_tls(trusted),
            "self-signed": serving_tls(certificate(folder, "self-signed")),
            "expired": serving_tls(certificate(folder, "expired", days=-1)),
            "foreign": serving_tls(certificate(folder, "foreign", address="127.9.9.9")),
            "old": serving_tls(trusted, old=True),
            "old and bad": serving_tls(certificate(folder, "old-and-bad"), old=True),
        }
        yield {name: stack.enter_context(site) for name, site in served.items()} | {"bomb": handmade["bomb"].url}


@pytest.mark.filterwarnings("ignore:ssl.OP_NO_SSL:DeprecationWarning")
def test_every_site_is_seen_over_the_best_connection_it_has(tmp_path: Path) -> None:
    with sites(tmp_path) as urls:
        plain = [*urls.values(), *(f"{url}again" for name, url in urls.items() if name != "bomb")]
        told = {
            "hosts": [host_of(url) for url in urls.values()],
            "plain": plain,
            "settings": {"DOWNLOAD_MAXSIZE": MEGABYTE},
        }
        answers, counts = fetch(told, SSL_CERT_FILE=str(tmp_path / "trusted.pem"))
        came = {answer["url"]: answer for answer in answers}

    def seen(name: str) -> tuple[Any, ...]:
        first, again = came[urls[name]], came[f"{urls[name]}again"]
        assert first["text"] == again["text"] == PAGE.decode()
        assert (first["flags"], first["why"]) == (again["flags"], again["why"])
        return tuple(first["flags"]), first["why"]

    assert seen("trusted") == ((), None)
    assert seen("self-signed") == (("tls:unverified",), "self-signed certificate")
    assert seen("expired")[0] == ("tls:unverified",)
    assert seen("foreign")[0] == ("tls:unverified",)
    assert seen("old") == (("tls:legacy",), "tlsv1 alert protocol version")
    assert seen("old and bad")[0] == ("tls:unverified", "tls:legacy")
    assert (counts["gongkai/tls/unverified"], counts["gongkai/tls/legacy"]) == (4, 2)
    assert came[urls["bomb"]]["error"] == "IgnoreRequest"
    assert "exceeded DOWNLOAD_MAXSIZE" in came[urls["bomb"]]["why"]
