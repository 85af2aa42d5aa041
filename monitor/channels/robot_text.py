"""Makes the text of a message one that a robot may say in a group: harmless, and no longer than it takes.

What was scraped must not mention everybody in the group, nor draw a link that leads elsewhere than it says. Robots are
sent plain text, which none of the platforms promises to leave alone: Feishu reads `<at user_id="all">` in it.
"""

import json
import re
from collections.abc import Iterable, Iterator

from crawler.domain.message import Message
from crawler.domain.wording import Text
from monitor.channels.html_body import WEB_ADDRESS
from monitor.safe_text import address_of, one_line, printable

_SIGNS = str.maketrans("<>[]*`", "＜＞［］＊｀")
_MENTION = re.compile(r"@(?![A-Za-z0-9-]+\.[A-Za-z])|(?<![A-Za-z0-9_.+-])@")
"""Every @ but that of a mail address."""
_ITEM = re.compile(r"\n(?=\S)")
"""Where something new begins: the details of an item are indented under it."""

_PART = Text("（{}/{}）", " ({}/{})")
_CUT = Text("（篇幅所限，以上未列全，共{}项，全文见：{} ）", "(Cut short here; all {} items: {} )")


def texts_for(message: Message, limit: int) -> tuple[str, ...]:
    """What is said, each text in at most so many bytes.

    It is one text that leads to the whole where it is not the whole itself; in parts where there is nothing to lead
    to, for what a group was not told counts as told all the same.
    """
    whole = _whole(message)
    if message.link is not None or bytes_of(whole) <= limit:
        return (text_for(message, limit),)
    head, _, body = whole.partition("\n\n")
    head = head[: _longest(head, limit // 4)]
    room = limit - bytes_of(f"{head}{_PART.to(message.language).format(9999, 9999)}\n\n")
    parts = tuple(_packed(body, room))
    named = _PART.to(message.language)
    return tuple(f"{head}{named.format(number, len(parts))}\n\n{part}" for number, part in enumerate(parts, 1))


def _packed(text: str, room: int) -> Iterator[str]:
    """The text in parts, as many whole items in each as there is room for."""
    part, used = "", 0
    for piece in _fitting(re.split(_ITEM, text), room):
        size = bytes_of(piece) + bytes_of("\n")
        if part and used + size > room:
            yield part.strip("\n")
            part, used = "", 0
        part, used = f"{part}{piece}\n", used + size
    yield part.strip("\n")


def _fitting(pieces: Iterable[str], room: int) -> Iterator[str]:
    """The pieces, those that are too long for any part cut into several."""
    for piece in pieces:
        rest = piece
        while bytes_of(rest) + 2 > room:
            end = max(_longest(rest, room - 2), 1)
            yield rest[:end]
            rest = rest[end:]
        yield rest


def text_for(message: Message, limit: int) -> str:
    """The subject and the body in at most so many bytes, cut where an item begins; then it leads to the whole."""
    whole = _whole(message)
    if bytes_of(whole) <= limit:
        return whole
    link = _tame(one_line(message.link or ""))
    note = "\n\n" + _CUT.to(message.language).format(len(message.told), link)
    return _cut(whole, limit - bytes_of(note)) + note


def _whole(message: Message) -> str:
    return f"{_tame(one_line(message.subject))}\n\n{_tame(printable(message.body)).strip()}"


def bytes_of(text: str) -> int:
    """How much of a request a text takes: platforms count it as it stands there, where an end of line is two bytes."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


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
