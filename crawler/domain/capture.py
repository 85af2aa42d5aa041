"""Captures: answers as received, with where, when and how we came to them."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from crawler.domain.extraction import Attribution, Extraction
from crawler.domain.unit import host_of


class CaptureKind(StrEnum):
    """Why a page is kept."""

    LISTING = "listing"
    REPORT = "report"
    ATTACHMENT = "attachment"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Trail:
    """How we came to a page: what the site itself said of it on the way."""

    site_id: str
    list_url: str = ""
    list_heading: str = ""
    link_text: str = ""
    list_date: date | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """One answer to one request, byte for byte.

    `carrier` is the page that links to an attachment: its title and date speak for the file.
    `rendered` says that the bytes are a browser's rendering, not the server's answer. `transport` says how its
    connection was not an ordinary one, "" where it was. `pictures` are the images of a page that may hold its
    tables, each under the address that the page gives.
    """

    url: str
    kind: CaptureKind
    body: bytes = field(repr=False)
    fetched_at: datetime
    trail: Trail
    status: int = 200
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    rendered: bool = False
    carrier: "Capture | None" = field(default=None, repr=False)
    transport: str = ""
    pictures: "tuple[Capture, ...]" = field(default=(), repr=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def host(self) -> str:
        """The host the bytes came from."""
        return host_of(self.url)

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A capture of a report with what was read from it and whose it is."""

    capture: Capture
    extraction: Extraction
    attribution: Attribution
