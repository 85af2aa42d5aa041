"""What is demanded of a connection is given up one thing at a time, each for a reason, and never more than needed."""

import ssl

import pytest
from OpenSSL import SSL

from crawler.fetch.tls import Footing, Standing, Trouble, context_for, trouble_of

EXPIRED = Trouble("certificate has expired", certificate=True)
OLD = Trouble("unsupported protocol", certificate=False)


def test_a_bad_certificate_costs_the_verification_and_an_old_protocol_the_protocol() -> None:
    assert Footing().after(EXPIRED) == Footing(verified=False)
    assert Footing().after(OLD) == Footing(modern=False)


def test_the_last_trouble_leaves_nothing_to_give_up() -> None:
    assert Footing(verified=False).after(EXPIRED) is None
    assert Footing(modern=False).after(OLD) is None


def test_every_step_down_has_its_reason() -> None:
    standing = Standing(Footing(), "").after(OLD)
    assert standing is not None

    assert standing.after(EXPIRED) == Standing(
        Footing(verified=False, modern=False), "unsupported protocol; certificate has expired"
    )


@pytest.mark.parametrize(
    ("footing", "flags"),
    [
        (Footing(), ()),
        (Footing(verified=False), ("tls:unverified",)),
        (Footing(modern=False), ("tls:legacy",)),
        (Footing(verified=False, modern=False), ("tls:unverified", "tls:legacy")),
    ],
)
def test_a_connection_says_what_it_lacked(footing: Footing, flags: tuple[str, ...]) -> None:
    assert footing.flags == flags


@pytest.mark.parametrize("modern", [True, False])
def test_no_footing_but_an_unverified_one_believes_a_bad_certificate(modern: bool) -> None:
    verified = context_for(Footing(verified=True, modern=modern))
    unverified = context_for(Footing(verified=False, modern=modern))

    assert (verified.verify_mode, verified.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (unverified.verify_mode, unverified.check_hostname) == (ssl.CERT_NONE, False)


def test_only_a_legacy_footing_speaks_old_protocols_and_none_speaks_without_a_key() -> None:
    modern, legacy = context_for(Footing()), context_for(Footing(modern=False))

    assert modern.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert legacy.minimum_version == ssl.TLSVersion.MINIMUM_SUPPORTED
    assert not [cipher for cipher in legacy.get_ciphers() if "Au=None" in cipher["description"]]


def from_twisted(*reasons: str) -> Exception:
    error = RuntimeError("no response")
    error.reasons = [SimpleFailure(SSL.Error([("SSL routines", "", reason)])) for reason in reasons]  # type: ignore[attr-defined]
    return error


class SimpleFailure:
    def __init__(self, value: Exception) -> None:
        self.value = value


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (from_twisted("certificate verify failed"), Trouble("certificate verify failed", certificate=True)),
        (from_twisted("tlsv1 alert protocol version"), Trouble("tlsv1 alert protocol version", certificate=False)),
        (from_twisted(), None),
        (ConnectionResetError("reset"), None),
        (TimeoutError(), None),
        (SSL.Error(), None),
    ],
)
def test_trouble_with_tls_is_told_from_every_other_failure(error: Exception, trouble: Trouble | None) -> None:
    outer = ValueError("the download failed")
    outer.__cause__ = error

    assert trouble_of(outer) == trouble
