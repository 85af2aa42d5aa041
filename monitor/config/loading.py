"""Reads the settings: gongkai.toml in the workspace, and above it the GONGKAI_* variables."""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import EnvSettingsSource, SettingsError

from crawler.domain.errors import BadConfig
from monitor.config.model import Config

_PREFIX = "GONGKAI_"
_WORKSPACE = "GONGKAI_WORKSPACE"
_FILE = "gongkai.toml"


def find_workspace(option: Path | None, environ: Mapping[str, str]) -> Path:
    """The workspace: what the command line says, else GONGKAI_WORKSPACE, else ./workspace."""
    return option or Path(environ.get(_WORKSPACE) or "workspace")


def load_config(workspace: Path, environ: Mapping[str, str]) -> Config:
    """The settings of a workspace; a variable outranks the file. Raises BadConfig, naming the place and the key."""
    variables = {name.upper(): value for name, value in environ.items() if name.upper().startswith(_PREFIX)}
    _refuse_unknown(variables)
    path = workspace / _FILE
    try:
        config = Config(**_merged(_from_file(path), _from_variables(variables)))
    except ValidationError as error:
        raise _bad_config(path, variables, error) from None
    place = config.database_url.replace("<workspace>", workspace.absolute().as_posix())
    return config.model_copy(update={"database_url": place})


def variables_of(model: type[BaseModel], prefix: str = _PREFIX) -> Iterator[tuple[str, str, type[BaseModel]]]:
    """Every variable that sets one field: its name, the field, and the model the field belongs to."""
    for name, field in model.model_fields.items():
        variable = f"{prefix}{name.upper()}"
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from variables_of(field.annotation, f"{variable}__")
        else:
            yield variable, name, model


def _refuse_unknown(variables: Mapping[str, str]) -> None:
    known = {variable for variable, _, _ in variables_of(Config)}
    for name in sorted(variables.keys() - known - {_WORKSPACE}):
        raise BadConfig(name, f"no such setting{_perhaps(name, known)}")


def _from_variables(variables: Mapping[str, str]) -> dict[str, Any]:
    source = EnvSettingsSource(Config)
    source.env_vars = {name.lower(): value for name, value in variables.items()}
    try:
        return source()
    except SettingsError as error:
        # The only variable that is a list; what it holds is not repeated.
        raise BadConfig(f"{_PREFIX}OFFICES", "not a list of offices in JSON") from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(str(path), f"cannot be read: {error}") from error


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    tables = {
        key: _merged(under[key], value)
        for key, value in over.items()
        if isinstance(value, dict) and isinstance(under.get(key), dict)
    }
    return {**under, **over, **tables}


def _bad_config(path: Path, variables: Mapping[str, str], error: ValidationError) -> BadConfig:
    """All that is wrong in the first place that is wrong; values are not repeated, since one is a password."""
    problems: dict[str, list[str]] = {}
    for detail in error.errors(include_url=False, include_input=False, include_context=False):
        source = next((name for name in _names(detail) if name in variables), str(path))
        problems.setdefault(source, []).append(_problem(detail))
    source, reasons = next(iter(problems.items()))
    return BadConfig(source, "; ".join(reasons))


def _names(detail: ErrorDetails) -> Iterator[str]:
    """The variables that may have set the value in question, most exact first."""
    parts = [part.upper() for part in detail["loc"] if isinstance(part, str)]
    for length in range(len(parts), 0, -1):
        yield _PREFIX + "__".join(parts[:length])


def _problem(detail: ErrorDetails) -> str:
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] != "extra_forbidden":
        return f"{key}: {detail['msg']}"
    known = {variable.removeprefix(_PREFIX).replace("__", ".").lower() for variable, _, _ in variables_of(Config)}
    return f"{key}: no such setting{_perhaps(key, known)}"


def _perhaps(name: str, known: set[str]) -> str:
    meant = get_close_matches(name, sorted(known), n=1)
    return f"; {meant[0]} perhaps?" if meant else ""
