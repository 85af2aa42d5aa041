"""Scraped text as files of offices can hold it: sites print anything, and XML does not take everything."""

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEERING = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\x7f-\x9f]")
_BLANKS = re.compile(r"\s+")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def legible(text: str) -> str:
    r"""The text on one line, without what steers a reader and without what XML cannot hold.

    A lone surrogate, half of a character that some site broke, is shown as one that is missing.

    >>> legible("云溪\x00县\u202e\n财政局\ud83d")
    '云溪县 财政局\ufffd'
    """
    whole = _LONE_SURROGATE.sub("\ufffd", text)
    return _BLANKS.sub(" ", _ILLEGAL.sub("", _STEERING.sub("", whole))).strip()
