"""Writes the scorecard as files that any web server can serve, without scripts and without anything from elsewhere."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.domain.clock import SHANGHAI
from crawler.domain.errors import CannotWrite
from crawler.domain.wording import Language, Text
from monitor.scorecard.lines import WORDS, Line, Scorecard
from monitor.scorecard.page_words import PAGE_WORDS
from monitor.summaries import words
from monitor.summaries.page import is_web_address
from monitor.summaries.spreadsheet import harmless

SCHEMA = "gongkai.scorecard/1"
_MARK = ".gongkai-scorecard"
_COLUMNS = ("id", "name", "verdict", "due_on", "published_on", "report_url")


def write_scorecard(scorecard: Scorecard, folder: Path, dispute: str, language: Language) -> int:
    """Write the site into a folder of its own, in place of the one before; how many files. Raises CannotWrite.

    `dispute` is where a line can be disputed, a mail or a web address: it stands on every page.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise CannotWrite(str(folder), "is there and holds something else than a scorecard; name another folder")
    made = folder.with_name(f"{folder.name}.new")
    try:
        shutil.rmtree(made, ignore_errors=True)
        number = _write(scorecard, made, dispute, language)
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    except OSError as error:
        raise CannotWrite(str(folder), error.strerror or str(error)) from error
    return number


def scorecard_record(scorecard: Scorecard, dispute: str) -> dict[str, Any]:
    """The scorecard for programs: the contract gongkai.scorecard/1."""
    rate = scorecard.rate
    return {
        "schema": SCHEMA,
        "report_year": scorecard.summary.report_year,
        "as_of": scorecard.summary.as_of.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "dispute": dispute,
        "rate": {"on_time": rate.on_time, "base": rate.base, "left_out": rate.left_out},
        "units": [_unit_record(line) for line in scorecard.lines],
    }


def _write(scorecard: Scorecard, folder: Path, dispute: str, language: Language) -> int:
    files = dict(_files(scorecard, dispute, language))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / _MARK).touch()
    return len(files)


def _files(scorecard: Scorecard, dispute: str, language: Language) -> Iterator[tuple[str, str]]:
    shared = {
        "scorecard": scorecard,
        "summary": scorecard.summary,
        "language": language.value,
        "say": _in(language),
        "written": lambda day: words.long_date(day, language),
        "dispute": dispute,
        "dispute_address": dispute if is_web_address(dispute) else f"mailto:{dispute}",
    }
    yield "style.css", _template_text("scorecard.css")
    yield "index.html", _environment().get_template("index.html.j2").render(**shared)
    unit_page = _environment().get_template("unit.html.j2")
    for line in scorecard.lines:
        yield f"units/{file_name(line)}", unit_page.render(line=line, **shared)
    record = scorecard_record(scorecard, dispute)
    yield "scorecard.json", json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    yield "scorecard.csv", _csv(record)


def file_name(line: Line) -> str:
    """The page of a unit; whatever its id holds, it stays one name in one folder."""
    return quote(line.standing.unit.id, safe="").replace(".", "%2E") + ".html"


def _unit_record(line: Line) -> dict[str, Any]:
    standing = line.standing
    owed = standing.by_graver_term.obligation
    return {
        "id": standing.unit.id,
        "name": standing.unit.name,
        "verdict": line.verdict.value,
        "due_on": owed.due_on.isoformat() if owed else None,
        "published_on": line.published_on.isoformat() if line.published_on else None,
        "report_url": standing.report_url,
        "evidence": [
            {"url": seen.url, "at": seen.at.astimezone(SHANGHAI).isoformat(timespec="seconds"), "what": seen.what.zh}
            for seen in line.evidence
        ],
    }


def _csv(record: dict[str, Any]) -> str:
    paper = StringIO()
    rows = csv.writer(paper)
    rows.writerow(_COLUMNS)
    rows.writerows([harmless(unit[column]) for column in _COLUMNS] for unit in record["units"])
    return "\ufeff" + paper.getvalue()


def _in(language: Language) -> Callable[[Text | str], str]:
    def say(text: Text | str) -> str:
        return (PAGE_WORDS[text] if isinstance(text, str) else text).to(language)

    return say


def _template_text(name: str) -> str:
    return _environment().get_template(name).render()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.scorecard"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["words"] = words
    environment.globals["verdict_words"] = WORDS
    environment.globals["file_name"] = file_name
    environment.tests["web_address"] = is_web_address
    return environment
