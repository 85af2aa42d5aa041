"""Packages of XML parts in a ZIP, as office formats are: opened within limits, their XML read without entities."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from lzma import LZMAError
from typing import NoReturn

from lxml import etree

from crawler.domain.errors import NotReadable

PART_LIMIT = 32 * 1024 * 1024
"""A part that unpacks to more bytes than this is no part of a report."""

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises on a ZIP that is broken, encrypted or packed in a way it does not know."""

_MOST_MEMBERS = 5_000
_ENCRYPTED = 0x1
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part of a package says of another: its kind, and the name of the part, or an address outside."""

    kind: str
    target: str
    is_outside: bool


class XmlPackage:
    """The parts of a package by name; every way in which they cannot be had is a NotReadable that names the source."""

    def __init__(self, body: bytes, source: str) -> None:
        self._source = source
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(body))
            members = self._archive.infolist()
        except ZIP_ERRORS as error:
            raise NotReadable(source, f"its package does not open: {error}") from error
        if len(members) > _MOST_MEMBERS:
            self._refuse(f"its package has {len(members)} members")
        self._members = {_plain(member.filename): member for member in members}

    def has(self, name: str) -> bool:
        """Whether there is a part of that name; letters count alike in both cases."""
        return _plain(name) in self._members

    @cached_property
    def size(self) -> int:
        """How many bytes all parts have once they are unpacked."""
        return sum(member.file_size for member in self._members.values())

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        member = self._members.get(_plain(name))
        if member is None:
            self._refuse(f"its package has no {name}")
        if member.flag_bits & _ENCRYPTED:
            self._refuse("its package is encrypted")
        if member.file_size > PART_LIMIT:
            self._refuse(f"{name} unpacks to {member.file_size} bytes")
        try:
            return self._archive.read(member)
        except ZIP_ERRORS as error:
            raise NotReadable(self._source, f"{name} does not unpack: {error}") from error

    def xml(self, name: str) -> etree._Element:
        """The root of a part of XML; one that declares a document type is refused, for no office program writes it."""
        body = self.part(name)
        for strict, usual in _STRICT:
            body = body.replace(strict, usual)
        if b"<!DOCTYPE" in body:
            self._refuse(f"{name} declares a document type, which may hide entities")
        try:
            root = etree.fromstring(body, _parser())
        except (etree.LxmlError, ValueError) as error:
            raise NotReadable(self._source, f"{name} is broken: {error}") from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            self._refuse(f"{name} is not the XML of a document")
        return root

    def relations(self, name: str) -> Mapping[str, Relation]:
        """What a part refers to, by the ids that it uses; `name` is "" for the package itself."""
        folder, file = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(listed):
            return {}
        return {link.get("Id", ""): _relation(link, folder) for link in self.xml(listed).iter(_RELATIONSHIP)}

    def _refuse(self, reason: str) -> NoReturn:
        raise NotReadable(self._source, reason)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _relation(link: etree._Element, folder: str) -> Relation:
    target, outside = link.get("Target", ""), link.get("TargetMode") == "External"
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(link.get("Type", "").rsplit("/", 1)[-1], target, outside)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
