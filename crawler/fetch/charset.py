"""Decoding pages whose charset declarations cannot be trusted."""

_CANDIDATES = ("utf-8-sig", "gb18030")
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(body: bytes) -> str:
    """Decode a page whatever its header or meta say: strict UTF-8 first, then strict GB 18030.

    Text that is valid UTF-8 by accident does not occur in Chinese pages of any length, while headers and
    metas lie often. Bytes that are neither are decoded with the replacement character, so that they show.

    >>> decode("政府信息公开".encode("gbk")), decode("政府信息公开".encode("utf-8"))
    ('政府信息公开', '政府信息公开')
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    for encoding in _CANDIDATES:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("gb18030", errors="replace")
