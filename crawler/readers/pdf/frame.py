"""Where points of a PDF page lie when a person looks at it: upright, counted from its upper left corner."""

from dataclasses import dataclass

import pypdfium2

from crawler.domain.report import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in its own coordinates, whose y axis points up, and how it is turned to be read."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage, turned: int | None = None) -> "Frame":
        """The frame of a page, turned clockwise by 0, 90, 180 or 270 degrees: as its text needs it, else as it says."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation() if turned is None else turned)

    @property
    def width(self) -> float:
        """How wide the page is to look at."""
        return self.top - self.bottom if self.turned in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """How high the page is to look at."""
        return self.right - self.left if self.turned in (90, 270) else self.top - self.bottom

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box of a rectangle, as it is looked at."""
        ends = sorted((self._seen(left, bottom), self._seen(right, top)))
        (x0, y0), (x1, y1) = ends
        return Box(x0, min(y0, y1), x1, max(y0, y1))

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        seen = {
            0: (x - self.left, self.top - y),
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }
        return seen[self.turned]

    def shows(self, box: Box) -> bool:
        """Whether the middle of a box lies on the page."""
        return 0 <= (box.left + box.right) / 2 <= self.width and 0 <= (box.top + box.bottom) / 2 <= self.height
