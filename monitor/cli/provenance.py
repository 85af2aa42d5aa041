"""What `gongkai read` does to lead back to the source: --show and --annotate."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from crawler.domain.document import Document
from crawler.domain.errors import GongkaiError
from crawler.domain.extraction import Extraction
from crawler.domain.report import Address
from crawler.flow import read_with_document
from crawler.readers.pictures import PictureOf
from monitor.annotation import AnnotationFormat, known_address, nearest_addresses, trace, write_annotated
from monitor.cli import trace_view
from monitor.cli.options import Format, say, show

ShowOption = Annotated[
    list[str] | None,
    typer.Option(
        "--show", metavar="ADDRESS", help="Print where this figure stands, like requests.granted.total; repeatable."
    ),
]
AnnotateOption = Annotated[
    Path | None,
    typer.Option(
        "--annotate",
        metavar="OUT",
        help="Write the document as OUT.html or OUT.pdf, each cell in its colour: certain, uncertain, unread.",
    ),
]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its bytes, the document they are, and what it says."""

    path: Path
    body: bytes = field(repr=False)
    document: Document
    extraction: Extraction


def open_source(path: Path) -> Source:
    """Read a file; raises OSError, NotReadable and NotAnAnnualReport."""
    body = path.read_bytes()
    return Source(path, body, *read_with_document(body, str(path), pictures_beside(path)))


def pictures_beside(path: Path) -> PictureOf:
    """The images that a saved page names, from its own folder and below; nothing else on this machine."""
    folder = path.resolve().parent

    def picture_of(address: str) -> bytes | None:
        named = (folder / unquote(urlsplit(address).path)).resolve()
        return named.read_bytes() if named.is_relative_to(folder) and named.is_file() else None

    return picture_of


def known_addresses(texts: Sequence[str]) -> tuple[Address, ...]:
    """The addresses that are asked for; one that no form has is wrong usage."""
    return tuple(_known(text) for text in texts)


def check_out(out: Path, files: Sequence[Path]) -> None:
    """Whether one document can be written there; anything else is wrong usage."""
    if out.suffix.lower() not in tuple(AnnotationFormat):
        raise typer.BadParameter(f"{out} ends neither in .html nor in .pdf", param_hint="--annotate")
    if len(files) > 1:
        raise typer.BadParameter("one OUT takes one document", param_hint="--annotate")
    if any(out.resolve() == path.resolve() for path in files):
        raise typer.BadParameter(f"{out} is the document itself", param_hint="--annotate")


def show_places(source: Source, addresses: Sequence[Address], output: Format) -> int:
    """Print where figures stand; how many of them the document does not print."""
    traces = [trace(source.document, source.extraction, address) for address in addresses]
    for found in traces:
        if output is Format.JSON:
            record = trace_view.to_record(found, source.extraction, str(source.path))
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
        else:
            show(trace_view.to_text(found, source.extraction, str(source.path)))
    return sum(found.cell is None for found in traces)


def annotate(source: Source, out: Path) -> int:
    """Write the annotated document; 1 where it could not be written and we said why."""
    try:
        write_annotated(out, source.body, source.document, source.extraction, source.path.name, os.environ)
    except OSError as error:
        say(f"error: {out}: {error.strerror}")
        return 1
    except GongkaiError as error:
        say(f"error: {error}")
        return 1
    say(f"{out} written")
    return 0


def _known(text: str) -> Address:
    address = known_address(text)
    if address is None:
        nearest = ", ".join(nearest_addresses(text)) or "none"
        raise typer.BadParameter(f"no form has a cell {text!r}; nearest: {nearest}", param_hint="--show")
    return address
