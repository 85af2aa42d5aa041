"""Archived originals as pages to be shown in a frame: their marks led to, and nothing in them runs or is fetched."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from html import escape
from threading import BoundedSemaphore, Lock

from fastapi import Response

from crawler.domain.capture import Capture
from crawler.domain.errors import GongkaiError
from crawler.domain.extraction import Extraction
from crawler.domain.wording import Language, Text
from crawler.readers.medium import medium_of
from monitor.annotation.writing import placed_page
from storage.archive import Archive
from storage.captures import Kept
from storage.reread import load_capture

_BYTES = 64_000_000
_AT_ONCE = 2
_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}
_UNSHOWN = Text(
    "原件无法在此显示，也无法标出各数字所在的位置。可下载存证的原始文件核对。",
    "The original cannot be shown here, nor where its figures stand. Download the archived bytes to compare.",
)


class Originals:
    """Pages that were drawn lately: drawing a PDF takes seconds, and every cell of it leads to the same page."""

    def __init__(self, most: int = _BYTES) -> None:
        self._most = most
        self._drawn: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()
        self._turns = BoundedSemaphore(_AT_ONCE)

    def get(self, key: Hashable, draw: Callable[[], bytes]) -> bytes:
        """The page of that key; drawn where it is not there, few at a time."""
        known = self._known(key)
        if known is not None:
            return known
        with self._turns:
            known = self._known(key)
            if known is None:
                known = draw()
                self._keep(key, known)
        return known

    def _known(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
            return self._drawn.get(key)

    def _keep(self, key: Hashable, page: bytes) -> None:
        with self._lock:
            self._drawn[key] = page
            while sum(map(len, self._drawn.values())) > self._most and len(self._drawn) > 1:
                self._drawn.popitem(last=False)


def framed_original(archive: Archive, kept: Kept, extraction: Extraction, *, telling: bool) -> bytes:
    """The original with every cell marked and named; raises GongkaiError and OSError where it cannot be drawn."""
    capture = load_capture(archive, kept)
    pictures = {picture.url: picture.body for picture in capture.pictures}
    return placed_page(capture.body, extraction, capture.url, pictures, telling=telling).encode("utf-8", "replace")


def shown_original(draw: Callable[[], bytes], language: Language, *, telling: bool) -> Response:
    """The answer with an original: as a document without any rights, or why there is none."""
    try:
        return Response(draw(), headers=_HEADERS, media_type="text/html; charset=utf-8")
    except (GongkaiError, OSError) as error:
        why = f"<p>{escape(str(error))}</p>" if telling else ""
        text = f"<!doctype html><meta charset=utf-8><title>-</title><p>{_UNSHOWN.to(language)}</p>{why}"
        return Response(text, 404, _HEADERS, "text/html; charset=utf-8")


def archived_bytes(archive: Archive, kept: Kept, name: str) -> Response:
    """The bytes as they were fetched, to be kept in a file; no browser is to open them here."""
    capture: Capture = load_capture(archive, kept)
    medium = medium_of(capture.body).value
    file = f"{name}-{capture.digest[:12]}.{'bin' if medium == 'unknown' else medium}"
    headers = _HEADERS | {
        "Content-Disposition": f'attachment; filename="{file}"',
        "X-Archived-SHA256": capture.digest,
    }
    return Response(capture.body, headers=headers, media_type="application/octet-stream")
