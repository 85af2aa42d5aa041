"""Writes docs/checks.md from the catalogue."""

import sys
from collections.abc import Sequence

from crawler.domain.wording import Text
from monitor.alerts.categories import HEADINGS, category_of
from monitor.checks import Check, all_checks
from monitor.examples import Example, explained

_HEAD = """\
# Checks

<!-- Written from the catalogue in monitor/checks by `python -m monitor.checks_documentation`; change it there. -->

A check is one small function in `monitor/checks`. Its title states the rule that should hold, its message what was seen
instead, and its findings name the cells they rest on. `gongkai check FILE` runs the catalogue on documents by
themselves; `gongkai monitor` runs it on every unit of the register and keeps what it finds.

| outcome | what it says |
|---|---|
| `PASS` | the rule holds |
| `PASS_IF_BLANK_ZERO` | it holds if the blanks mean none; the blanks are reported once, by T3-06 and T4-03 |
| `FAIL` | decided: no figures in the blanks could make the rule hold, and every cell it rests on is certain |
| `WARN` | a person has to look |
| `UNDETERMINED` | a figure or a date is lacking, or we are not sure of it |
| `INFO` | for information |
| `NOT_APPLICABLE` | there is nothing here that the rule is about |
| `RULE_ERROR` | the check itself crashed: for the operator, told to no office |

Letters tell which reports are missing or late as the standing of the unit has it. Of all else only a `FAIL` of severity
critical or high that no other check explains goes into a letter. A cell we are not sure of carries no `FAIL`; T3-05
alone needs to know only in which row a figure stands, not in which column.
"""


def render_documentation() -> str:
    """The page that lists every check."""
    checks = all_checks()
    index = [f"| [{check.id}](#{check.id.lower()}) | {check.severity} | {check.title.zh} |" for check in checks]
    table = ["| check | severity | rule |", "|---|---|---|", *index, ""]
    return "\n".join([_HEAD, *table, *(_section(check) for check in checks)])


def _section(check: Check) -> str:
    title, heading, said = check.title, _heading(check.id), explained(check.purpose)
    return f"""\
## {check.id}

**{title.zh}** · {title.en}

Severity {check.severity}; letters would have it under {heading.zh}.

{said.rule}

*Basis*: {said.basis}

*Applies to*: {said.applies_to}{_limits(check)}

{_examples(said.examples)}
"""


def _limits(check: Check) -> str:
    """The figures that a local rule may set."""
    figures = ", ".join(f"`{name}` {value}" for name, value in check.limits.items())
    return f"\n\n*Limits*: {figures}." if figures else ""


def _examples(examples: Sequence[Example]) -> str:
    """What the lines change in a sound report, and how the check then ends."""
    head = "| in a sound report | outcome |\n|---|---|"
    rows = [
        f"| {'<br>'.join(f'`{line}`' for line in example.lines) or 'nothing changed'} | {example.outcome.value} |"
        for example in examples
    ]
    return "\n".join([head, *rows])


def _heading(check_id: str) -> Text:
    category = category_of(check_id)
    return Text("—", "—") if category is None else HEADINGS[category]


if __name__ == "__main__":
    sys.stdout.write(render_documentation())
