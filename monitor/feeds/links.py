"""The addresses of an office's feed and calendar: programs that read them cannot sign in, so the address is the key."""

import hashlib

from itsdangerous import BadSignature, URLSafeSerializer

_SALT = "gongkai feeds"


def token_for(office_id: str, secret: bytes) -> str:
    """The part of the address by which an office is known; the same as long as the secret of the workspace is.

    >>> office_of(token_for("yunxi", b"geheim"), b"geheim"), office_of(token_for("yunxi", b"geheim"), b"another")
    ('yunxi', None)
    """
    return str(_signing(secret).dumps(office_id))


def office_of(token: str, secret: bytes) -> str | None:
    """The office that an address was made for; None where we made none like it."""
    try:
        read = _signing(secret).loads(token)
    except (BadSignature, UnicodeError):
        return None
    return read if isinstance(read, str) else None


def paths_for(office_id: str, secret: bytes) -> tuple[str, str]:
    """The paths of an office's feed and of its calendar."""
    token = token_for(office_id, secret)
    return f"/feeds/{token}.atom", f"/calendar/{token}.ics"


def _signing(secret: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256})
