"""Chinese numerals that count something."""

import re

_DIGITS = {"〇": 0, "零": 0} | {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_DIGIT = "[一二两三四五六七八九]"
_UNDER_TEN_THOUSAND = (
    rf"(?:{_DIGIT}千)?(?:零?{_DIGIT}百)?(?:零?{_DIGIT}?十)?(?:零?{_DIGIT})?|{_DIGIT}千零{_DIGIT}|{_DIGIT}百零{_DIGIT}"
)
_WRITTEN = re.compile(rf"(?:(?:{_UNDER_TEN_THOUSAND})亿)?(?:(?:{_UNDER_TEN_THOUSAND})万)?零?(?:{_UNDER_TEN_THOUSAND})")


def chinese_number(text: str) -> int | None:
    """The number that a Chinese numeral writes out; None for what is none.

    >>> [chinese_number(text) for text in ("十二", "一百零五", "两千", "三万五千", "二〇二三", "百")]
    [12, 105, 2000, 35000, None, None]
    """
    if not text or _WRITTEN.fullmatch(text) is None or text[0] in "亿万零":
        return None
    total = section = digit = 0
    for sign in text:
        if sign in _LARGE:
            total, section, digit = total + (section + digit) * _LARGE[sign], 0, 0
        elif sign in _STEPS:
            section, digit = section + (digit or 1) * _STEPS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + section + digit
