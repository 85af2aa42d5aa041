"""What the reading benchmark reads: made documents of each medium, and the real reports beside their truth."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from crawler.forms import all_forms
from tests.making.media import MEDIA, made_documents
from tests.making.truth import Truth, written_by_eye

FIXTURES = Path(__file__).parent.parent / "fixtures" / "reports"
REAL_TEXT, REAL_PDF = "real texts", "real pdf"
_BY_SUFFIX = {".txt": REAL_TEXT, ".pdf": REAL_PDF}


@dataclass(frozen=True, slots=True)
class Sample:
    """One file to read, with what it prints; `setting` says how it was made."""

    name: str
    body: bytes = field(repr=False)
    truth: Truth = field(repr=False)
    setting: str = ""


def made_samples(medium: str, seed: int, documents: int | None) -> list[Sample]:
    """Made documents; as many as tell enough of the medium, unless a number is given."""
    count = MEDIA[medium].documents if documents is None else documents
    return [
        Sample(f"{number}.{made.suffix}", made.body, made.report.truth, str(made.report.style))
        for number, made in enumerate(made_documents(medium, seed, count), 1)
    ]


def real_samples(folder: Path) -> Mapping[str, list[Sample]]:
    """The real reports of a folder by medium; none where the folder is not on this machine."""
    found: dict[str, list[Sample]] = {}
    for sample in _real(folder):
        found.setdefault(_BY_SUFFIX[Path(sample.name).suffix], []).append(sample)
    return found


def _real(folder: Path) -> Iterator[Sample]:
    columns = {
        table.key: [column.key for column in table.columns]
        for table in (all_forms()[0].requests, all_forms()[0].disputes)
    }
    for case in sorted(FIXTURES.iterdir()):
        truth = yaml.safe_load((case / "truth.yaml").read_text("utf-8"))
        source = folder / truth["source"]
        if source.is_file():
            yield Sample(source.name, source.read_bytes(), written_by_eye(truth["cells"], columns))
