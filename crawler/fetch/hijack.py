"""Hijacked pages: signs that strangers have been at a page. For the operator; they accuse nobody.

Governments speak of gambling and pornography, too, and forbid them: what is said against them is no sign.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from selectolax.lexbor import LexborNode

from crawler.domain.suspicion import Suspicion
from crawler.fetch.shown import Anchor, Shown, shown_in
from crawler.fetch.vice import doubtful_words, selling_words


class SignKind(StrEnum):
    """What looks like the hand of strangers."""

    VICE_TITLE = "vice_title"
    VICE_LINKS = "vice_links"
    HIDDEN_TEXT = "hidden_text"
    STUFFED_WORDS = "stuffed_words"
    REFERRER_REDIRECT = "referrer_redirect"
    NOISY_CONVERSION = "noisy_conversion"
    FOREIGN_ICP = "foreign_icp"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign, and what of the page shows it."""

    kind: SignKind
    detail: str


_ENOUGH_DOUBTFUL = 2
_ENOUGH_LINKS = 3
_ENOUGH_HIDDEN = 3
_ENOUGH_STUFFED = 3
_ENOUGH_REPEATED, _DENSITY = 10, 40
_SHOWN_WORDS = 5

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent|margin-left|margin-top)\s*:\s*-\s*\d{3,}"
    r"|font-size\s*:\s*0|(?:^|[;\s])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.IGNORECASE,
)
_TINY = frozenset({"0", "1"})
_MAY_HIDE = "[hidden], [style], marquee"

_ENGINES = re.compile(r"baidu|sogou|so\.com|haosou|\bsm\.cn|sm\\\.cn|yisou|google|bing|360|toutiao", re.IGNORECASE)
_SPIDERS = re.compile(r"baiduspider|googlebot|bingbot|sogou\s?(?:web\s?)?spider|360spider|yisouspider|bytespider", re.I)
_LEADS_OFF = re.compile(
    r"location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\s*\(|document\.write(?:ln)?\s*\(\s*['\"]\s*<(?:scr|ifr|meta)",
    re.I,
)

_READING = re.compile("([\u4e00-\u9fff])[(（][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ][a-zü]*[)）]")
_TRADITIONAL = re.compile("[國個開會這進機關於據與為條規現領導業務強監資員來樂冊虎們縣報發實際應當過還對]")
_ENOUGH_READINGS, _ENOUGH_TRADITIONAL = 3, 5

_PROVINCE = "[\u4e00-\u9fff]"
_ICP = re.compile(rf"({_PROVINCE})\s*ICP\s*[备備证證]案?\s*(\d{{5,12}})\s*号?", re.IGNORECASE)
_POLICE = re.compile(rf"({_PROVINCE})\s*公网安备\s*(\d{{10,16}})\s*号?")


def icp_number(text: str) -> str | None:
    """The number under which a site is on the ministry's record, without the tail that counts its sites.

    >>> icp_number("版权所有 苏ICP备 05002345号-1"), icp_number("苏公网安备32000002000123号")
    ('苏ICP备05002345号', None)
    """
    return next(_numbers(_ICP, "ICP备", text), None)


def police_number(text: str) -> str | None:
    """The number under which a site is on the record of the police.

    >>> police_number("苏公网安备 32000002000123号")
    '苏公网安备32000002000123号'
    """
    return next(_numbers(_POLICE, "公网安备", text), None)


def signs_of_hijack(html: str, known_icp: str | None) -> tuple[Sign, ...]:
    """Every sign that strangers have been at a page, one of a kind; `known_icp` is the number its site is known by."""
    shown = shown_in(html)
    words = ((kind, rule(shown)) for kind, rule in _RULES)
    found = [Sign(kind, detail) for kind, detail in words if detail]
    foreign = _foreign_number(shown, known_icp)
    return (*found, Sign(SignKind.FOREIGN_ICP, foreign)) if foreign else tuple(found)


def suspicions_in(html: str, site_id: str, url: str, known_icp: str | None, at: datetime) -> Iterator[Suspicion]:
    """What is to be told to the operator of a page of a site."""
    for sign in signs_of_hijack(html, known_icp):
        yield Suspicion(site_id, url, sign.kind.value, sign.detail, at)


def _of_title(shown: Shown) -> str:
    selling, doubtful = selling_words(shown.title), doubtful_words(shown.title)
    # A title that sells twice is not made honest by the words of the police in it.
    return _shown_words(selling) if selling else _shown_words(doubtful) if len(doubtful) >= _ENOUGH_DOUBTFUL else ""


def _of_links(shown: Shown) -> str:
    """Many links that sell: one alone may be a slip of a filter of ours."""
    selling = [link.text for link in shown.all_anchors if _sells(link)]
    return _shown_words(selling) if len(selling) >= _ENOUGH_LINKS else ""


def _sells(link: Anchor) -> bool:
    leads_off = link.href.startswith(("http", "//"))
    return bool(selling_words(link.text)) or (leads_off and bool(doubtful_words(link.text)))


def _of_hidden(shown: Shown) -> str:
    for node in shown.every(_MAY_HIDE):
        if _is_hidden(node) and (words := _vice_in(node.text())):
            return _shown_words(words)
    return ""


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if node.tag == "marquee":
        return (attributes.get("height") or "") in _TINY or (attributes.get("width") or "") in _TINY
    return "hidden" in attributes or _HIDING.search(attributes.get("style") or "") is not None


def _of_words(shown: Shown) -> str:
    metas = " ".join(
        node.attributes.get("content") or "" for node in shown.every("meta[name=keywords i], meta[name=description i]")
    )
    stuffed = selling_words(metas)
    if len(stuffed) >= _ENOUGH_STUFFED:
        return _shown_words(stuffed)
    text = "\n".join(shown.lines)
    repeated = selling_words(text)
    dense = len(repeated) * _DENSITY > len(text)
    return _shown_words(repeated) if len(repeated) >= _ENOUGH_REPEATED and dense else ""


def _vice_in(text: str) -> list[str]:
    selling, doubtful = selling_words(text), doubtful_words(text)
    if len(selling) >= _ENOUGH_DOUBTFUL:
        return selling
    return doubtful if len(doubtful) >= _ENOUGH_HIDDEN else []


def _of_scripts(shown: Shown) -> str:
    """A script sends off only those that come from a search engine, or shows its spiders another face."""
    for node in shown.every("script"):
        script = node.text()
        asks_engine = "document.referrer" in script and _ENGINES.search(script) is not None
        asks_spider = "userAgent" in script and _SPIDERS.search(script) is not None
        if (asks_engine or asks_spider) and (found := _LEADS_OFF.search(script)):
            return script[max(0, found.start() - 20) : found.end() + 60].strip()
    return ""


def _of_conversion(shown: Shown) -> str:
    text = "".join((shown.title, *shown.lines, *(link.text for link in shown.anchors)))
    readings = [found[0] for found in _READING.finditer(text)]
    converted = len(set(_TRADITIONAL.findall(text))) >= _ENOUGH_TRADITIONAL
    return _shown_words(readings) if len(readings) >= _ENOUGH_READINGS and converted else ""


def _foreign_number(shown: Shown, known: str | None) -> str:
    """The numbers of a page where the known one is not among them."""
    if known is None:
        return ""
    text = "".join((*shown.lines, *(link.text for link in shown.anchors)))
    for number_of, pattern, name in ((icp_number, _ICP, "ICP备"), (police_number, _POLICE, "公网安备")):
        if (own := number_of(known)) is not None:
            numbers = tuple(dict.fromkeys(_numbers(pattern, name, text)))
            return _shown_words(list(numbers)) if numbers and own not in numbers else ""
    return ""


def _numbers(pattern: re.Pattern[str], name: str, text: str) -> Iterator[str]:
    for found in pattern.finditer(unicodedata.normalize("NFKC", text)):
        yield f"{found[1]}{name}{found[2]}号"


def _shown_words(words: list[str]) -> str:
    return "、".join(list(dict.fromkeys(words))[:_SHOWN_WORDS])


_RULES: tuple[tuple[SignKind, Callable[[Shown], str]], ...] = (
    (SignKind.VICE_TITLE, _of_title),
    (SignKind.VICE_LINKS, _of_links),
    (SignKind.HIDDEN_TEXT, _of_hidden),
    (SignKind.STUFFED_WORDS, _of_words),
    (SignKind.REFERRER_REDIRECT, _of_scripts),
    (SignKind.NOISY_CONVERSION, _of_conversion),
)
