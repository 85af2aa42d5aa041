"""Signed links by which a recipient says that they took note; they tell nothing and cannot be made by others."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from itsdangerous import BadSignature, URLSafeSerializer

from crawler.domain.errors import LinkVoid
from monitor.alerts.letter import Letter

_SALT = "acknowledge"
PATH = "/acknowledge"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links that can be used until some days have passed; `secret` is None where links are only shown."""

    public_url: str
    secret: bytes | None = field(repr=False)
    valid: timedelta

    def link(self, letter_id: str, at: datetime) -> str:
        """The link that acknowledges a letter."""
        token = "…" if self.secret is None else sign(self.secret, letter_id, at + self.valid)
        return f"{self.public_url.rstrip('/')}{PATH}/{token}"


def letter_id(letter: Letter) -> str:
    """What a letter is acknowledged as: the same over every channel."""
    keys = sorted(item.key for item in letter.items)
    return sha256("\n".join((letter.recipient, *keys)).encode("utf-8", "replace")).hexdigest()[:32]


def sign(secret: bytes, letter_id: str, until: datetime) -> str:
    """A token for a letter that holds until a moment."""
    return str(URLSafeSerializer(secret, salt=_SALT).dumps([letter_id, int(until.timestamp())]))


def read_token(secret: bytes, token: str, now: datetime) -> str:
    """The letter that a token acknowledges; raises LinkVoid."""
    try:
        found, until = URLSafeSerializer(secret, salt=_SALT).loads(token)
        ends = datetime.fromtimestamp(until, UTC)
    except (BadSignature, ValueError, TypeError, OverflowError, OSError) as error:
        raise LinkVoid(expired=False) from error
    if now > ends:
        raise LinkVoid(expired=True)
    return str(found)
