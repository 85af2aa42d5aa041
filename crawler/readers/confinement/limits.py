"""How much a reader may use: three classes of readers, each with a worker of its own."""

from dataclasses import dataclass

LONGEST_FILE = 512 * 1024 * 1024
"""No file that a reader, or a program it starts, writes is longer than this, in bytes."""

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """A class of readers: the bytes of memory they may map, and the seconds they have for a document.

    The seconds grow with the document by its size, the one thing known of it before it is read. A worker
    ends after `documents` of them, since libraries leak; one that `recognises` may load the recogniser.
    """

    name: str
    memory: int
    seconds: float
    seconds_per_megabyte: float
    most_seconds: float
    documents: int
    recognises: bool = False

    def seconds_for(self, body: bytes) -> float:
        """How long reading a document may take.

        >>> DOCUMENTS.seconds_for(b""), DOCUMENTS.seconds_for(bytes(100_000_000))
        (6.0, 30.0)
        """
        return min(self.seconds + self.seconds_per_megabyte * len(body) / _MEGABYTE, self.most_seconds)

    @property
    def megabytes(self) -> int:
        """The memory in megabytes, as it is told."""
        return self.memory // _MEGABYTE


DOCUMENTS = Limits("documents", 1536 * _MEGABYTE, 6.0, 4.0, 30.0, documents=500)
"""What a library reads by itself: bombs end here within seconds."""

CONVERSIONS = Limits("conversions", 6144 * _MEGABYTE, 60.0, 10.0, 180.0, documents=500)
"""What another program converts first. LibreOffice takes its time to start."""

RECOGNITION = Limits("recognition", 6144 * _MEGABYTE, 240.0, 120.0, 1200.0, documents=50, recognises=True)
"""Where characters are recognised on images: some seconds for every page, and a slow machine has time."""


def limits_called(name: str) -> Limits:
    """The class of that name; raises KeyError where there is none."""
    return {limits.name: limits for limits in (DOCUMENTS, CONVERSIONS, RECOGNITION)}[name]
