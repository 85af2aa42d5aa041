"""The typefaces of official documents, and what stands in for each where a machine lacks it."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

TITLE, HEADING, BODY, NOTE, SONG = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "宋体"
LATIN = "Times New Roman"

STAND_INS: Mapping[str, tuple[str, ...]] = {
    TITLE: ("方正小标宋_GBK", "华文中宋", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
    HEADING: ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    BODY: ("仿宋", "FangSong", "华文仿宋", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
    NOTE: ("楷体", "KaiTi", "华文楷体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
    SONG: ("SimSun", "Noto Serif CJK SC", "Source Han Serif SC"),
}
"""The best first. The last ones are free, and stand in most distributions of Linux."""


def font_table() -> bytes:
    """What a DOCX says of its typefaces: for Word, which other name each has."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{''.join(_entry(name) for name in STAND_INS)}</w:fonts>"
    ).encode()


def font_configuration() -> str:
    """What tells fontconfig, and so LibreOffice, which typeface to take where one is not there."""
    aliases = "".join(_alias(name) for name in STAND_INS)
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>{aliases}</fontconfig>\n"
    )


def _entry(name: str) -> str:
    other = f"<w:altName w:val={quoteattr(STAND_INS[name][0])}/>"
    return f'<w:font w:name={quoteattr(name)}>{other}<w:charset w:val="86"/></w:font>'


def _alias(name: str) -> str:
    others = "".join(f"<family>{escape(other)}</family>" for other in STAND_INS[name])
    return f'<alias binding="same"><family>{escape(name)}</family><accept>{others}</accept></alias>'
