"""Writes docs/configuration.md from the model."""

import json
import sys

from pydantic import BaseModel

from monitor.config.loading import variables_of
from monitor.config.model import Config, Office

_HEAD = """\
# Configuration

<!-- Written from monitor/config/model.py by `python -m monitor.config.documentation`; change it there. -->

Settings come from `gongkai.toml` in the workspace and from environment variables; a variable outranks the file.
A key or a `GONGKAI_*` variable that is not listed here is an error, and so is a value of the wrong kind.

The workspace is the folder given by `--workspace`, else by the variable `GONGKAI_WORKSPACE`, else `./workspace`.
`gongkai init` writes a `gongkai.toml` in which every setting stands at its default.
"""

_TABLE = "| key | variable | default | what it is |\n|---|---|---|---|"
_OFFICES = """
Offices are a list: one `[[offices]]` table each in `gongkai.toml`, or a JSON list in the variable.

| key | default | what it is |
|---|---|---|"""


def render_documentation() -> str:
    """The page that documents every setting."""
    top = [_row(*found) for found in variables_of(Config) if found[2] is Config]
    tables = [line for name in Config.model_fields for line in _section(name)]
    offices = [_office_row(name) for name in Office.model_fields]
    lines = [_HEAD, "## Top of the file", "", _TABLE, *top, *tables, "", "## `[[offices]]`", _OFFICES, *offices]
    return "\n".join(lines) + "\n"


def _section(name: str) -> list[str]:
    return _tables(name, Config.model_fields[name].annotation)


def _tables(name: str, model: object) -> list[str]:
    """The table of a model, and after it those that lie within it."""
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return []
    rows = [_row(*found) for found in variables_of(Config) if found[2] is model]
    inner = [
        line for field, found in model.model_fields.items() for line in _tables(f"{name}.{field}", found.annotation)
    ]
    return ["", f"## `[{name}]`", "", model.__doc__ or "", "", _TABLE, *rows, *inner]


def _row(variable: str, name: str, model: type[BaseModel]) -> str:
    field = model.model_fields[name]
    return f"| `{name}` | `{variable}` | {_default(field.default)} | {field.description} |"


def _office_row(name: str) -> str:
    field = Office.model_fields[name]
    default = "required" if field.is_required() else _default(field.default)
    return f"| `{name}` | {default} | {field.description} |"


def _default(value: object) -> str:
    """A default as TOML writes it."""
    if value is None or value in ("", ()):
        return "none"
    return f"`{json.dumps(value)}`"


if __name__ == "__main__":
    sys.stdout.write(render_documentation())
