"""Writes docs/schemas/rules.schema.json from the model, for editors that complete and check YAML."""

import json
import sys

from monitor.rules.model import RuleFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DESCRIPTION = (
    "A file of local rules, as `gongkai rules check` reads it; what holds for a unit is printed by "
    "`gongkai rules show --format json`."
)


def render_schema() -> str:
    """The JSON Schema of a file of rules. It knows no ids of checks, units and cells: `gongkai rules check` does."""
    schema = RuleFile.model_json_schema(by_alias=True)
    whole = {"$schema": _DIALECT, **schema, "title": "gongkai rules", "description": _DESCRIPTION}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(render_schema())
