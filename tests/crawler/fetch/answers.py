"""The labelled answers in tests/fixtures/answers, as a site would give them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from crawler.fetch.charset import decode

FOLDER = Path(__file__).parents[2] / "fixtures" / "answers"
ADDRESS = "http://www.qinghe.example/zfxxgk/zfxxgknb/"
CHARSETS = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer, and what it is to be told for: a cause, signs, or nothing."""

    name: str
    body: str
    label: str | list[str] | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    frame: str = "bare"
    title: str = ""
    charset: str = "utf-8"
    declared: str | None = None
    asked: str = ADDRESS
    got: str | None = None
    known_icp: str | None = None

    @property
    def text(self) -> str:
        """The whole answer as its site wrote it."""
        if self.frame == "none":
            return self.body
        frame = (FOLDER / "frames" / f"{self.frame}.html").read_text("utf-8")
        named = "gb2312" if self.charset == "gb18030" else self.charset
        filled = frame.replace("{{charset}}", named).replace("{{title}}", self.title)
        return filled.replace("{{body}}", self.body)

    @property
    def sent(self) -> bytes:
        """The bytes."""
        return self.text.encode(self.charset)

    @property
    def read(self) -> str:
        """The answer as we decode it."""
        return decode(self.sent, self.declared)


def samples(*kinds: str) -> list[Sample]:
    """All samples of these files, as they are written there."""
    found: list[dict[str, Any]] = []
    for kind in kinds:
        found += yaml.safe_load((FOLDER / f"{kind}.yaml").read_text("utf-8"))
    return [Sample(**entry) for entry in found]


def in_every_charset(written: Sequence[Sample]) -> Iterator[Sample]:
    """Every sample in every encoding that it can be written in and read from again."""
    for sample in written:
        for charset in CHARSETS:
            told = replace(sample, charset=charset)
            if charset == sample.charset or told.read == told.text:
                yield told
