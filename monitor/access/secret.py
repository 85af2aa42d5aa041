"""Secrets that we hand out, and the digests by which we know them again: the store holds no secret."""

import secrets
from hashlib import sha256

_BYTES = 32


def new_secret() -> str:
    """A secret that nobody can guess, fit for a cookie, a header or an address."""
    return secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What the store keeps of a secret. No salt is needed, since a secret of ours holds 256 bits.

    >>> digest_of("a") == digest_of("a"), len(digest_of("a"))
    (True, 64)
    """
    return sha256(b"gongkai:" + secret.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(secret: str) -> str:
    """What the pages of a session repeat: known to whoever holds the secret, and no way back to it."""
    return sha256(b"gongkai-csrf:" + secret.encode("utf-8", "surrogatepass")).hexdigest()[:43]
