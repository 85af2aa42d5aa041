"""Decoding pages whose charset declarations cannot be trusted."""

import re

_CANDIDATES = ("utf-8-sig", "gb18030")
# What mojibake shows, the replacement character and private ones; and what every page of ours says.
_BREAKAGE = re.compile("[\ufffd\ue000-\uf8ff]")
_ORDINARY = re.compile("政府|信息|公开|年|，|。")
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(body: bytes) -> str:
    """Decode a page whatever its header or meta say: strict UTF-8 first, else as it reads best.

    Text that is valid UTF-8 by accident does not occur in Chinese pages of any length, while headers and
    metas lie often. A page of which a byte is broken or cut off is still of its charset: the replacement
    character shows where.

    >>> decode("政府信息公开".encode("gbk")), decode("政府信息公开".encode("utf-8"))
    ('政府信息公开', '政府信息公开')
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    try:
        return body.decode(_CANDIDATES[0])
    except UnicodeDecodeError:
        return max((body.decode(encoding, errors="replace") for encoding in _CANDIDATES[::-1]), key=_sense)


def _sense(text: str) -> int:
    return len(_ORDINARY.findall(text)) - len(_BREAKAGE.findall(text))
