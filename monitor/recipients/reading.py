"""Reads the list of recipients: what is wrong is named by file and line, and then nobody of it is told."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crawler.domain.errors import BadConfig
from monitor.channels.settings import MailChannel
from monitor.config import Office as MailedOffice
from monitor.recipients.model import Office, Recipients
from monitor.rules.yaml_lines import Yaml, read_yaml

RECIPIENTS_FILE = "offices.yaml"
_AT_MOST_BYTES = 5_000_000


def read_recipients(path: Path, mailed: Sequence[MailedOffice] = ()) -> Recipients:
    """The recipients of a file, which may be absent, beside the offices of gongkai.toml; raises BadConfig."""
    written = _read(path) if path.exists() else Yaml(None, {}, ())
    if written.problems:
        raise BadConfig(str(path), "; ".join(written.problems))
    if written.data is not None and not isinstance(written.data, dict):
        raise BadConfig(str(path), "line 1: a list of recipients has keys: offices, operators, ladder, quiet")
    try:
        found = Recipients.model_validate(written.data or {}, strict=False)
    except ValidationError as error:
        raise BadConfig(str(path), "; ".join(_told(written, error))) from None
    _refuse_twice(path, written, found, mailed)
    return found.model_copy(update={"offices": (*map(_of_mail, mailed), *found.offices)})


def _refuse_twice(path: Path, written: Yaml, found: Recipients, mailed: Sequence[MailedOffice]) -> None:
    short = {office.id for office in mailed}
    offices = (("offices", place, office.id) for place, office in enumerate(found.offices))
    operators = (("operators", place, operator.id) for place, operator in enumerate(found.operators))
    for key, place, one in (*offices, *operators):
        if one in short:
            line = written.spot((key, place, "id")).line
            raise BadConfig(str(path), f"line {line}: the id {one!r} stands in gongkai.toml already")


def _of_mail(office: MailedOffice) -> Office:
    """The short form: an office that is told by mail."""
    ways = (MailChannel(mail=office.email),)
    return Office(id=office.id, name=office.name, area_id=office.area_id, language=office.language, channels=ways)


def _read(path: Path) -> Yaml:
    try:
        if path.stat().st_size > _AT_MOST_BYTES:
            raise BadConfig(str(path), "is too large for a list of recipients")
        return read_yaml(path.read_text("utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = "" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}: "
        raise BadConfig(str(path), f"{where}not YAML: {error.problem}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise BadConfig(str(path), f"cannot be read: {error}") from None


def _told(written: Yaml, error: ValidationError) -> tuple[str, ...]:
    """All that is wrong, by line; values are not repeated, since some of them are secrets."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    placed = sorted((written.spot(detail["loc"]).line, _problem(detail)) for detail in found)
    return tuple(dict.fromkeys(f"line {line}: {problem}" for line, problem in placed))


def _problem(detail: ErrorDetails) -> str:
    named = ".".join(str(step) for step in detail["loc"] if isinstance(step, str))
    if detail["type"] == "missing":
        return f"{named} is not given"
    if detail["type"] == "extra_forbidden":
        return f"{named}: there is no such key{_perhaps(str(detail['loc'][-1]))}"
    reason = detail["msg"].removeprefix("Value error, ")
    return f"{named}: {reason}" if named else reason


def _perhaps(key: str) -> str:
    meant = get_close_matches(key, sorted(set(_keys(Recipients))), n=1)
    return f"; {meant[0]} perhaps?" if meant else ""


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for inner in _models(field.annotation):
            yield from _keys(inner)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - whatever stands in an annotation
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for inner in get_args(annotation):
        yield from _models(inner)
