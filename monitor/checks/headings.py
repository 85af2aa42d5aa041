"""How the wording of headings is compared."""

import re

from crawler.domain.normalise import normalise

_JOINTS = re.compile(r"[、,和及与以的\"\s.。:;*]")


def loosely(label: str) -> str:
    """A heading without the joints and marks between its words, which make no difference.

    >>> loosely("政府信息公开行政复议、行政诉讼情况") == loosely("政府信息公开行政复议和行政诉讼情况")
    True
    """
    return _JOINTS.sub("", normalise(label))
