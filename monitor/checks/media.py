"""What kind of document a report was published as, as far as that is a fact of theirs and no trouble of ours."""

import re

from crawler.domain.extraction import Extraction, Medium

PLAIN = frozenset({Medium.HTML, Medium.TEXT})
"""What a reader sees without opening a file."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_MOSTLY = 0.5


def is_recognised(extraction: Extraction) -> bool:
    """Whether characters were recognised on images: what they say is then less sure than what is printed as text."""
    return extraction.medium is Medium.IMAGE or _share_recognised(extraction) > 0


def is_mostly_recognised(extraction: Extraction) -> bool:
    """Whether the tables stand on images."""
    return extraction.medium is Medium.IMAGE or _share_recognised(extraction) > _MOSTLY


def body_length(extraction: Extraction) -> int:
    """How many Chinese characters the sections hold."""
    return sum(len(_HAN.findall(section.text)) for section in extraction.report.sections)


def has_doubt(extraction: Extraction, *codes: str) -> bool:
    """Whether one of these doubts stands about our reading."""
    return any(doubt.code in codes for doubt in extraction.doubts)


def _share_recognised(extraction: Extraction) -> float:
    cells = extraction.report.cells.values()
    return sum(cell.confidence is not None for cell in cells) / len(cells) if cells else 0.0
