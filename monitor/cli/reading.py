"""Commands that read documents: no database where none is needed."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler.domain.dossier import Dossier
from crawler.domain.errors import GongkaiError, NoReport
from crawler.domain.extraction import Extraction
from crawler.domain.finding import Finding
from crawler.domain.unit import Level, UnitKind
from crawler.domain.wording import Language
from monitor.checks import run_checks
from monitor.cli import finding_view, report_view
from monitor.cli.options import (
    Format,
    FormatOption,
    LanguageOption,
    Now,
    WorkspaceOption,
    moment,
    open_workspace,
    say,
    show,
)  # fmt: skip
from monitor.cli.provenance import (
    AnnotateOption,
    ShowOption,
    Source,
    annotate,
    check_out,
    known_addresses,
    open_source,
    show_places,
)
from monitor.jobs.reread import reread as reread_archive
from storage.unit_of_work import UnitOfWork, unit_of_work

Files = Annotated[
    list[Path],
    typer.Argument(help="Documents: HTML, PDF, images, DOCX, DOC, RTF, XLSX, XLS, OFD, ZIP, RAR, text or Markdown."),
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (read, report, check, reread):
        app.command()(command)


def read(
    files: Files,
    output: FormatOption = Format.TEXT,
    addresses: ShowOption = None,
    out: AnnotateOption = None,
) -> None:
    """Read documents and print what they say: one JSON object a line, or a table to look at."""
    shown = known_addresses(addresses or ())
    if out is not None:
        check_out(out, files)
    unread = 0
    for path, source in _sources(files):
        if source is None:
            unread += 1
            continue
        unread += _say_without_form(path, source.extraction)
        if shown:
            unread += show_places(source, shown, output)
        else:
            _print(source.extraction, str(path), output)
        if out is not None:
            unread += annotate(source, out)
    if unread:
        raise typer.Exit(1)


def report(
    unit: Annotated[str, typer.Argument(help="The id of a unit in the register.")],
    year: Annotated[int, typer.Option(help="The year of work.")],
    revision: Annotated[int | None, typer.Option(help="An earlier revision; without it the latest.")] = None,
    output: FormatOption = Format.TEXT,
    workspace: WorkspaceOption = None,
) -> None:
    """Print what the store holds of a unit's report, with what people corrected: the same object as read."""
    with open_workspace(workspace) as opened, unit_of_work(opened.database) as work:
        work.units.register().get(unit)
        publication = work.reports.publication_of(unit, year)
        found = _of_store(work, unit, year, revision)
    if found is None or publication is None:
        raise NoReport(unit, year)
    _print(found, publication.url, output, publication.transport if revision is None else "")


def _of_store(work: UnitOfWork, unit: str, year: int, revision: int | None) -> Extraction | None:
    found = work.reports.latest(unit, year) if revision is None else work.reports.revision(unit, year, revision)
    return None if found is None else work.corrections.applied(found)


def check(
    files: Files,
    output: FormatOption = Format.TEXT,
    kind: Annotated[UnitKind | None, typer.Option(help="What kind of unit published them.")] = None,
    level: Annotated[Level | None, typer.Option(help="The unit's level of government.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print the checks that passed, too.")] = False,
    language: LanguageOption = None,
    now: Now = None,
) -> None:
    """Check documents by themselves: figures, sections, dates, and what the text says against the tables."""
    results: list[tuple[str, Finding]] = []
    unread = 0
    for path, extraction in _extractions(files):
        if extraction is None:
            unread += 1
            continue
        unread += _say_without_form(path, extraction)
        results += [(str(path), finding) for finding in _check(extraction, kind, level, moment(now))]
    shown = [(path, finding) for path, finding in results if everything or not finding.status.passed]
    if output is Format.JSON:
        _print_json([finding_view.to_record(path, finding, language or Language.CHINESE) for path, finding in shown])
    else:
        show(finding_view.to_table(shown, language or Language.CHINESE))
    if unread:
        raise typer.Exit(1)


def reread(workspace: WorkspaceOption = None, now: Now = None) -> None:
    """Read the whole archive again, without one request, and say what changed."""
    with open_workspace(workspace) as opened:
        result = reread_archive(opened.database, opened.archive, moment(now))
    for change in result.changes:
        sys.stdout.write(f"{change.unit_id} {change.report_year} {change.what}: {change.url}\n")
    for damage in result.damages:
        say(f"error: {damage}")
    say(f"{result.sources} sources read again, {len(result.changes)} now read otherwise")
    if result.damages:
        raise typer.Exit(1)


def _extractions(files: Sequence[Path]) -> Iterator[tuple[Path, Extraction | None]]:
    """Each file with what it says, or None where it could not be read and we said why."""
    for path, source in _sources(files):
        yield path, source.extraction if source is not None else None


def _sources(files: Sequence[Path]) -> Iterator[tuple[Path, Source | None]]:
    """Each file with what was read of it, or None where it could not be read and we said why."""
    for path in files:
        try:
            yield path, open_source(path)
        except OSError as error:
            say(f"error: {path}: {error.strerror}")
            yield path, None
        except GongkaiError as error:
            say(f"error: {error}")
            yield path, None


def _say_without_form(path: Path, extraction: Extraction) -> int:
    without = [doubt for doubt in extraction.doubts if doubt.code == "form_not_recognised"]
    for doubt in without:
        say(f"error: {path}: {doubt.message}")
    return len(without)


def _check(extraction: Extraction, kind: UnitKind | None, level: Level | None, as_of: datetime) -> tuple[Finding, ...]:
    return run_checks(Dossier(as_of, kind, level, extraction=extraction))


def _print(extraction: Extraction, path: str, output: Format, transport: str = "") -> None:
    if output is Format.JSON:
        _print_json(report_view.to_record(extraction, path, transport))
    else:
        show(report_view.to_text(extraction, path, transport))


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
