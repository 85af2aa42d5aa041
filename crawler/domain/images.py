"""The images of a page: where their files are, and which of them are mere ornament.

Who fetches the images of a page and who reads them must mean the same ones.
"""

import re
from collections.abc import Mapping

NAMING = ("data-original", "data-src", "data-lazy-src", "lazy-src", "data-echo", "src")
"""The attributes that name an image's file: where a script is to show it later, `src` names a placeholder."""

_SMALL = 80
_SIZE = re.compile(r"\s*(\d+)\s*(?:px)?\s*$")
_NAMED = re.compile(
    r"icon|logo|qr(?=code|[_.-]|$)|btn|button|banner|blank|spacer|weixin|wechat|share|print|arrow|loading|emblem|guohui|beian|jiucuo"
    r"|(?:^|[_-])(?:ewm|erweima|dzjg|dangzheng|gongan|top|bg|foot(?:er)?|head(?:er)?|nav|line|dot|close|space)"
    r"(?:[_-]?\d{0,2})(?=[_.-]|$)",
    re.IGNORECASE,
)


def image_address(attributes: Mapping[str, object]) -> str:
    """The address of an image's file.

    >>> image_address({"src": "/loading.gif", "data-original": "./W1.png"})
    './W1.png'
    """
    named = (str(attributes.get(name) or "").strip() for name in NAMING)
    return next(filter(None, named), "")


def is_ornament(attributes: Mapping[str, object], address: str) -> bool:
    """Whether an image is an ornament of the page, by its size or the name of its file.

    >>> is_ornament({"width": "16"}, "/1.png"), is_ornament({}, "/images/ewm_2.png"), is_ornament({}, "W0202.png")
    (True, True, False)
    """
    sizes = (_SIZE.match(str(attributes.get(name) or "")) for name in ("width", "height"))
    if any(size is not None and int(size[1]) < _SMALL for size in sizes):
        return True
    if address.lower().startswith("data:"):
        return False
    return _NAMED.search(re.split("[?#]", address)[0].rpartition("/")[2]) is not None
