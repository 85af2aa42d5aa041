"""Writes feeds as Atom (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from crawler.domain.wording import Language
from monitor.channels.html_body import paragraphs_of
from monitor.safe_text import address_of, one_line, printable
from monitor.summaries.page import is_web_address

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_IDS = UUID("6f1f1f0e-2a57-5a0e-9d3c-6d7f6c0b4a11")
"""What our ids are derived from; another one makes every entry a new one to every reader."""

ET.register_namespace("", _NAMESPACE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `key` names it for ever; it may be any text."""

    key: str
    title: str
    body: str
    updated: datetime
    link: str | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, with the newest entry first. `updated` is what it says where it has none."""

    key: str
    title: str
    author: str
    address: str
    language: Language
    updated: datetime
    entries: tuple[Entry, ...]


def atom_of(feed: Feed) -> bytes:
    """The feed in Atom. Whatever stands in a text is text there."""
    root = ET.Element(_named("feed"), {_LANGUAGE: feed.language.value})
    updated = max((entry.updated for entry in feed.entries), default=feed.updated)
    _heads(root, feed.key, feed.title, updated)
    _add(_add(root, "author"), "name", one_line(feed.author))
    _link(root, "self", feed.address)
    for entry in _once_each(feed.entries):
        _enter(root, entry)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _once_each(entries: Iterable[Entry]) -> Iterable[Entry]:
    """No two entries of a feed have the same id."""
    return {entry.key: entry for entry in reversed(tuple(entries))}.values().__reversed__()


def _enter(root: ET.Element, entry: Entry) -> None:
    element = _add(root, "entry")
    _heads(element, entry.key, entry.title, entry.updated)
    _link(element, "alternate", entry.link)
    for category in entry.categories:
        _add(element, "category").set("term", one_line(category) or "—")
    _add(element, "content", paragraphs_of(printable(entry.body))).set("type", "html")


def _heads(element: ET.Element, key: str, title: str, updated: datetime) -> None:
    _add(element, "id", uuid5(_IDS, key.encode("utf-8", "replace").decode()).urn)
    _add(element, "title", one_line(title) or "—")
    _add(element, "updated", updated.astimezone(UTC).isoformat(timespec="seconds"))


def _link(element: ET.Element, relation: str, address: str | None) -> None:
    if address is not None and is_web_address(address):
        link = _add(element, "link")
        link.set("rel", relation)
        link.set("href", address_of(address))


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, _named(name))
    element.text = text
    return element


def _named(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
