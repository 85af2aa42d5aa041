"""`python -m tests.making OUT --seed 7 --count 3` writes reports in every medium, each with its truth beside it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.making.media import MEDIA, MadeDocument, made_documents
from tests.making.truth import as_yaml


def main(arguments: Sequence[str]) -> None:
    """Write the documents, a folder each."""
    told = _parser().parse_args(arguments)
    for medium in told.medium or MEDIA:
        for number, document in enumerate(made_documents(medium, told.seed, told.count), 1):
            folder = told.out / f"{medium}-{number}".replace(", ", "-").replace(" ", "_")
            written(document, folder)
            sys.stdout.write(f"{folder}\n")


def written(document: MadeDocument, folder: Path) -> Path:
    """Write a document and its truth into a folder; where the document is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"report.{document.suffix}"
    path.write_bytes(document.body)
    report = document.report
    facts = {"source": path.name, "title": report.title, "unit_name": report.unit_name, "report_year": report.year}
    (folder / "truth.yaml").write_text(as_yaml(report.truth, **facts), "utf-8")
    return path


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.making", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to write into")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=3, help="documents of each medium")
    parser.add_argument("--medium", action="append", choices=[*MEDIA], help="only this medium; may be given again")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
