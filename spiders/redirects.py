"""Where a page sends its reader at once: by its meta tags, or by a script that is all it holds."""

import re

_META = re.compile(r"<meta\b[^>]{0,300}>", re.IGNORECASE)
_IS_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh\b", re.IGNORECASE)
_TARGET = re.compile(
    r"""content\s*=\s*["']?\s*(\d+(?:\.\d+)?)\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'>\s]{1,500})""", re.IGNORECASE
)
_SCRIPT = re.compile(r"""location(?:\.href|\.replace|\.assign)?\s*(?:=|\()\s*["']([^"'+]{1,300})["']\s*\)?\s*[;<}\n]""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SOON = 5
_HEAD = 20_000


def refresh_of(html: str) -> str | None:
    """The target of a meta refresh that comes within seconds.

    >>> refresh_of('<meta http-equiv="refresh" content="0;url=../">')
    '../'
    >>> refresh_of('<meta http-equiv="refresh" content="600">')
    """
    for meta in _META.findall(_COMMENT.sub("", html[:_HEAD])):
        match = _TARGET.search(meta) if _IS_REFRESH.search(meta) else None
        if match and float(match[1]) <= _SOON:
            return match[2]
    return None


def script_target_of(html: str) -> str | None:
    """The target that a script sets the page's address to.

    >>> script_target_of("<script>window.location.href='/index2.html';</script>")
    '/index2.html'
    """
    match = _SCRIPT.search(html)
    return match[1] if match else None
