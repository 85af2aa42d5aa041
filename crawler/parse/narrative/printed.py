"""Squeezed text that knows where each of its characters is printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.domain.normalise import squeeze

_UNSEEN = r"\u200b\u200c\u200d\u2060\ufeff\u00ad"
# What squeezing leaves as it is, what it takes away, and single characters, with the accents that follow them.
_PIECE = re.compile(
    r"(?P<same>[0-9A-Za-z\u4e00-\u9fff\u3002\u3001.,:;()?!%/\"~-]+)"
    rf"|(?P<gone>\A[#>\s{_UNSEEN}]+|\*[{_UNSEEN}]*\*|_[{_UNSEEN}]*_|\s+)|(?P<one>.[\u0300-\u036f]*)",
    re.DOTALL,
)
_ANCHOR = "x"


@dataclass(frozen=True, slots=True)
class Printed:
    """A stretch of squeezed `text`; character i of it is printed at `origins[i]` of `source`."""

    source: str
    text: str
    origins: Sequence[int]

    @classmethod
    def of(cls, source: str) -> "Printed":
        r"""Squeeze a text, remembering.

        >>> printed = Printed.of("收到 申请\n５ 件")
        >>> printed.text, printed.part(4, 6).quote
        ('收到申请5件', '５ 件')
        """
        pieces: list[str] = []
        origins: list[int] = []
        for match in _PIECE.finditer(source):
            piece = _squeezed(match)
            pieces.append(piece)
            origins.extend(
                range(match.start(), match.end()) if match["same"] else [match.start()] * len(piece),
            )
        return cls(source, "".join(pieces), origins)

    @property
    def start(self) -> int:
        """Where it begins in the source; 0 for an empty stretch."""
        return self.origins[0] if self.origins else 0

    @property
    def end(self) -> int:
        """Where it ends in the source: behind its last character."""
        return self.origins[-1] + 1 if self.origins else 0

    @property
    def quote(self) -> str:
        """The stretch as the source prints it."""
        return self.source[self.start : self.end]

    def part(self, start: int, end: int) -> "Printed":
        """The characters from `start` up to `end`."""
        return Printed(self.source, self.text[start:end], self.origins[start:end])

    def split(self, pattern: re.Pattern[str]) -> Iterator["Printed"]:
        """The stretches between the matches of a pattern, as re.split gives them."""
        begin = 0
        for match in pattern.finditer(self.text):
            yield self.part(begin, match.start())
            begin = match.end()
        yield self.part(begin, len(self.text))

    def without(self, pattern: re.Pattern[str]) -> "Printed":
        """The stretch without what matches; its quote still spans it."""
        kept = list(self.split(pattern))
        return Printed(
            self.source,
            "".join(part.text for part in kept),
            [origin for part in kept for origin in part.origins],
        )

    def is_one_token(self, start: int, end: int) -> bool:
        """Whether a stretch of digits is printed as such, with no space within and no raised or circled digit."""
        printed = self.source[self.origins[start] : self.origins[end - 1] + 1]
        return re.fullmatch(r"[0-9０-９.,．，]+", printed) is not None


def _squeezed(match: re.Match[str]) -> str:
    if match["same"]:
        return match[0]
    return "" if match["gone"] else squeeze(_ANCHOR + match[0]).removeprefix(_ANCHOR)
