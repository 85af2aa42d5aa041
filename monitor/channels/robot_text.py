"""Makes the text of a message one that a robot may say in a group: harmless, and no longer than it takes.

What was scraped must not mention everybody in the group, nor draw a link that leads elsewhere than it says. Robots are
sent plain text, which none of the platforms promises to leave alone: Feishu reads `<at user_id="all">` in it.
"""

import json
import re
from collections.abc import Iterator

from crawler.domain.message import Message
from crawler.domain.wording import Text
from monitor.channels.html_body import WEB_ADDRESS
from monitor.safe_text import address_of, one_line, printable

_SIGNS = str.maketrans("<>[]*`", "＜＞［］＊｀")
_MENTION = re.compile(r"@(?![A-Za-z0-9-]+\.[A-Za-z])|(?<![A-Za-z0-9_.+-])@")
"""Every @ but that of a mail address."""
_ITEM = re.compile(r"\n(?=\S)")
"""Where something new begins: the details of an item are indented under it."""

_CUT = Text("（篇幅所限，以上未列全，共{}项。）", "(Cut short here; there are {} items in all.)")
_CUT_WITH_LINK = Text("（篇幅所限，以上未列全，共{}项，全文见：{} ）", "(Cut short here; all {} items: {} )")


def text_for(message: Message, limit: int) -> str:
    """The subject and the body in at most so many bytes, cut where an item begins; then it says so."""
    whole = f"{_tame(one_line(message.subject))}\n\n{_tame(printable(message.body)).strip()}"
    if bytes_of(whole) <= limit:
        return whole
    note = "\n\n" + _note(message)
    return _cut(whole, limit - bytes_of(note)) + note


def bytes_of(text: str) -> int:
    """How much of a request a text takes: platforms count it as it stands there, where an end of line is two bytes."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


def _note(message: Message) -> str:
    number = len(message.told)
    if message.link is None:
        return _CUT.to(message.language).format(number)
    return _CUT_WITH_LINK.to(message.language).format(number, _tame(one_line(message.link)))


def _tame(text: str) -> str:
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Web addresses stay whole, with what would be read as a sign written as addresses write it."""
    end = 0
    for found in WEB_ADDRESS.finditer(text):
        yield _plain(text[end : found.start()])
        yield address_of(found[0]).replace("*", "%2A")
        end = found.end()
    yield _plain(text[end:])


def _plain(text: str) -> str:
    return _MENTION.sub("＠", text.translate(_SIGNS))


def _cut(text: str, limit: int) -> str:
    """As many whole items as there is room for; where not even one fits, as many lines, and else as many characters."""
    longest = _longest(text, limit - bytes_of("…"))
    for border in (_ITEM, re.compile("\n")):
        ends = [found.start() for found in border.finditer(text, 0, longest + 1)]
        # The subject alone tells nothing.
        if ends and text[: ends[-1]].count("\n") > 1:
            return text[: ends[-1]].rstrip()
    return text[:longest] + "…"


def _longest(text: str, limit: int) -> int:
    """How many characters fit."""
    room = limit
    for number, character in enumerate(text):
        room -= bytes_of(character)
        if room < 0:
            return number
    return len(text)
