"""Register files: csv, xlsx or yaml in and out. A bad row is named by its line, and nothing is imported."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import BadZipFile

import openpyxl
import yaml

from crawler.domain.errors import BadRegister
from crawler.domain.register import Register
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.fetch.charset import decode
from monitor.register_relations import problems_between

REQUIRED = ("id", "name", "kind", "level", "parent_id", "site_url")
OPTIONAL = (
    "column_url", "aliases", "division_code", "local_due", "covered_by", "obliged_from", "obliged_to", "contact_email",
    "successor_id", "oversight_id",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)
_MAY_BE_EMPTY = frozenset({"parent_id"})
_LOCAL_DUE = re.compile(r"(?:\d{4}-)?(\d{1,2})-(\d{1,2})")
_SEPARATOR = re.compile(r"[;；、|]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its line, counted from 1, and its texts by column."""

    line: int
    texts: Mapping[str, str]


def read_register(path: Path, offices: Collection[str] = ()) -> Register:
    """Read a register; raises BadRegister with every problem of the file, each with its line.

    `offices` are the ids of the oversight offices that it may name beside its own units.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise BadRegister(str(path), (f"a register is a csv, xlsx or yaml file; {path.suffix!r} is none of them",))
    try:
        rows = tuple(reader(path))
    except (OSError, csv.Error, yaml.YAMLError, BadZipFile, KeyError) as error:
        raise BadRegister(str(path), (f"cannot be read: {error}",)) from error
    problems = [problem for row in rows for problem in _problems(row)]
    problems.extend(problems_between([(row.line, row.texts) for row in rows], offices))
    if not rows:
        problems.append("it holds no units")
    if problems:
        raise BadRegister(str(path), tuple(problems))
    return Register(_unit(row.texts) for row in rows)


def write_register(units: Iterable[Unit]) -> str:
    """The units as a csv file that can be imported again."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for unit in units:
        writer.writerow({column: _written(getattr(unit, column)) for column in COLUMNS})
    return out.getvalue()


def _read_csv(path: Path) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(decode(path.read_bytes())))
    header = _header(next(reader, []), str(path))
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Row(reader.line_num, _texts(header, cells, str(path), reader.line_num))


def _read_xlsx(path: Path) -> Iterator[Row]:
    with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    header = _header([_cell(value) for value in rows[0]] if rows else [], str(path))
    for line, values in enumerate(rows[1:], start=2):
        cells = [_cell(value) for value in values]
        if any(cells):
            yield Row(line, _texts(header, cells, str(path), line))


def _read_yaml(path: Path) -> Iterator[Row]:
    """A list of mappings, by itself or under `units`; lines are those of the mappings' beginnings."""
    text = decode(path.read_bytes())
    nodes = _unit_nodes(yaml.compose(text, Loader=yaml.SafeLoader))
    loaded = yaml.safe_load(text)
    units = loaded.get("units") if isinstance(loaded, dict) else loaded
    if nodes is None or not isinstance(units, list) or not all(isinstance(unit, dict) for unit in units):
        raise BadRegister(str(path), ("a yaml register is a list of units, or has one under `units`",))
    for node, unit in zip(nodes, units, strict=True):
        line = node.start_mark.line + 1
        missing = [column for column in REQUIRED if column not in unit and column not in _MAY_BE_EMPTY]
        unknown = [str(key) for key in unit if key not in COLUMNS]
        if missing or unknown:
            raise BadRegister(str(path), (f"line {line}: {_wrong_columns(missing, unknown)}",))
        yield Row(line, {column: _cell(unit.get(column)) for column in COLUMNS})


def _unit_nodes(root: yaml.Node | None) -> list[yaml.Node] | None:
    """The nodes of the units, which know their lines."""
    if isinstance(root, yaml.MappingNode):
        root = next((value for key, value in root.value if key.value == "units"), None)
    return list(root.value) if isinstance(root, yaml.SequenceNode) else None


_READERS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
}


def _header(cells: Iterable[str], source: str) -> tuple[str, ...]:
    header = tuple(cell.strip() for cell in cells)
    missing = [column for column in REQUIRED if column not in header]
    unknown = [column for column in header if column and column not in COLUMNS]
    if missing or unknown:
        raise BadRegister(source, (f"line 1: {_wrong_columns(missing, unknown)}",))
    return header


def _wrong_columns(missing: list[str], unknown: list[str]) -> str:
    parts = [f"the column {column} is missing" for column in missing]
    return "; ".join(parts + [f"there is no column {column!r}" for column in unknown])


def _texts(header: tuple[str, ...], cells: list[str], source: str, line: int) -> dict[str, str]:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        raise BadRegister(source, (f"line {line}: it has more cells than there are columns",))
    return {column: cell.strip() for column, cell in zip(header, cells, strict=False) if column}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, (list, tuple)):
        return "；".join(str(part) for part in value)
    return str(value).strip()


def _problems(row: Row) -> Iterator[str]:
    texts = row.texts
    for column in REQUIRED:
        if column not in _MAY_BE_EMPTY and not texts.get(column):
            yield f"line {row.line}: {column} is empty"
    for column, kind in (("kind", UnitKind), ("level", Level)):
        known = [member.value for member in kind]
        if texts.get(column) and texts[column] not in known:
            yield f"line {row.line}: {column} {texts[column]!r} is none of {', '.join(known)}"
    for column in ("site_url", "column_url"):
        if texts.get(column) and not _is_web_address(texts[column]):
            yield f"line {row.line}: {column} {texts[column]!r} is not an address of the web"
    yield from _problems_of_dates(row)


def _problems_of_dates(row: Row) -> Iterator[str]:
    for column in ("obliged_from", "obliged_to"):
        if (text := row.texts.get(column)) and not re.fullmatch(r"(?:19|20)\d{2}", text):
            yield f"line {row.line}: {column} {text!r} is not a year"
    if (text := row.texts.get("local_due")) and _local_due(text) is None:
        yield f"line {row.line}: local_due {text!r} is not a day of the year, written 01-26"


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)


def _local_due(text: str) -> tuple[int, int] | None:
    match = _LOCAL_DUE.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(2023, int(match[1]), int(match[2]))  # no leap year: a due date stands in every year
    except ValueError:
        return None
    return day.month, day.day


def _unit(texts: Mapping[str, str]) -> Unit:
    def optional(column: str) -> str | None:
        return texts.get(column) or None

    return Unit(
        id=texts["id"],
        name=texts["name"],
        kind=UnitKind(texts["kind"]),
        level=Level(texts["level"]),
        parent_id=optional("parent_id"),
        site_url=texts["site_url"],
        column_url=optional("column_url"),
        aliases=tuple(alias.strip() for alias in _SEPARATOR.split(texts.get("aliases", "")) if alias.strip()),
        division_code=optional("division_code"),
        local_due=_local_due(texts.get("local_due", "")),
        covered_by=optional("covered_by"),
        obliged_from=_year(texts.get("obliged_from")),
        obliged_to=_year(texts.get("obliged_to")),
        contact_email=optional("contact_email"),
        successor_id=optional("successor_id"),
        oversight_id=optional("oversight_id"),
    )


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        if all(isinstance(part, int) for part in value) and value:
            return "-".join(f"{part:02d}" for part in value)
        return "；".join(str(part) for part in value)
    return str(value)
