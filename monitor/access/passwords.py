"""Passwords: which are too weak, how they are kept, and whether one fits."""

import re
import unicodedata
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from crawler.domain.wording import Text

SHORTEST = 12
LONGEST = 200
_AT_ONCE = 2
_LEFT_OVER = 6
_DIFFERENT = 5
_USUAL = re.compile(
    r"password|passw0rd|p@ssw0rd|qwerty|asdfgh|zxcvbn|1q2w3e|letmein|welcome|admin|root|gongkai|woaini|iloveyou|abc|"
    r"(?:0?12345?6?7?8?9?0?)|(?:0?9876?5?4?3?2?1?0?)|(.)\1{2,}|(?:19|20)\d\d"
)

_SHORT = Text(f"密码至少 {SHORTEST} 个字符。", f"A password has at least {SHORTEST} characters.")
_LONG = Text(f"密码最多 {LONGEST} 个字符。", f"A password has at most {LONGEST} characters.")
_PLAIN = Text(
    "密码太常见：请不要用常用词、连续数字、重复字符或账号名拼成。",
    "This password is easily guessed: it is made of usual words, rows of digits, repetitions or the name.",
)


def weakness(password: str, name: str) -> Text | None:
    """What is wrong with a password for the account of a name; None where nothing is.

    >>> weakness("Password123456", "li") is None, weakness("河清海晏 时和岁丰 2024 卯时三刻", "li")
    (False, None)
    """
    if len(password) < SHORTEST:
        return _SHORT
    if len(password) > LONGEST:
        return _LONG
    plain = unicodedata.normalize("NFKC", password).lower()
    rest = _USUAL.sub("", plain.replace(name.lower(), "") if len(name) > 1 else plain)
    return _PLAIN if len(set(plain)) < _DIFFERENT or len(rest) < _LEFT_OVER else None


class Passwords:
    """Hashes passwords by argon2id. Each hash takes much memory, so only a few are made at the same time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(_AT_ONCE)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("the password of nobody")

    def hash(self, password: str) -> str:
        """What the store keeps of a password."""
        with self._turns:
            return self._hasher.hash(_bytes(password))

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one kept. Where none is kept it takes as long to say no."""
        expected = kept or self._nobodys
        with self._turns:
            try:
                fits = self._hasher.verify(expected, _bytes(password))
            except (VerificationError, InvalidHashError):
                return False
        return fits and kept is not None

    def stale(self, kept: str) -> bool:
        """Whether a hash was made at a lower cost than is usual now."""
        return self._hasher.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    """The same letters typed on another machine are the same password."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
