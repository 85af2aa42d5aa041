"""Reads a file of local rules: what is wrong is named by file and line, and then nothing of it is applied."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from crawler.domain.errors import BadRules
from crawler.domain.register import Register
from crawler.forms import all_forms
from monitor.checks import all_checks
from monitor.rules.book import Own, RuleBook, Written, register_ancestors
from monitor.rules.equation import BadEquation, read_equation
from monitor.rules.layout import unknown_cells
from monitor.rules.model import OwnCheck, Reach, Rule, RuleFile
from monitor.rules.own_checks import to_check
from monitor.rules.yaml_lines import Path as Steps
from monitor.rules.yaml_lines import Yaml, read_yaml

_Problem = tuple[Steps, str]
"""Where in the file, and what is wrong there."""

_AT_MOST_BYTES = 1_000_000


def read_rules(path: Path, register: Register) -> RuleBook:
    """The rule book of a file; raises BadRules with every problem of it, each with its line."""
    source = str(path)
    written = _read(path)
    if written.problems:
        raise BadRules(source, written.problems)
    try:
        file = RuleFile.model_validate(written.data if written.data is not None else {})
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
        raise BadRules(source, _told(written, (_problem(detail) for detail in found))) from None
    problems = _told(written, _problems(file, register))
    if problems:
        raise BadRules(source, problems)
    return _book(file, written, register)


def _read(path: Path) -> Yaml:
    try:
        if path.stat().st_size > _AT_MOST_BYTES:
            raise BadRules(str(path), ("is too large for a file of rules",))
        return read_yaml(path.read_text("utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = "" if mark is None else f"line {mark.line + 1}, column {mark.column + 1}: "
        raise BadRules(str(path), (f"{where}not YAML: {error.problem}",)) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise BadRules(str(path), (f"cannot be read: {error}",)) from None


def _book(file: RuleFile, written: Yaml, register: Register) -> RuleBook:
    rules = tuple(Written(rule, written.spot(("rules", place)).line, place) for place, rule in enumerate(file.rules))
    own = tuple(
        Own(check, to_check(check, read_equation(check.equation)), written.spot(("checks", place)).line)
        for place, check in enumerate(file.checks)
    )
    return RuleBook(file, rules, own, register_ancestors(register))


def _told(written: Yaml, problems: Iterable[_Problem]) -> tuple[str, ...]:
    placed = sorted((written.spot(steps).line, _named(steps), reason) for steps, reason in problems)
    return tuple(dict.fromkeys(f"line {line}: {named}{reason}" for line, named, reason in placed))


def _named(steps: Steps) -> str:
    name = ".".join(step for step in steps[2:] if isinstance(step, str) and step != "[key]")
    return f"{name}: " if name else ""


def _problem(detail: ErrorDetails) -> _Problem:
    reason = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "missing":
        return detail["loc"], "is not given"
    if detail["type"] == "extra_forbidden":
        return detail["loc"], "there is no such key"
    given = detail.get("input")
    return detail["loc"], f"{given!r}: {reason}" if isinstance(given, str) else reason


def _problems(file: RuleFile, register: Register) -> Iterator[_Problem]:
    """What the model alone cannot know: whether checks, figures, units, forms and cells exist."""
    for place, rule in enumerate(file.rules):
        yield from _under(("rules", place), _problems_of_rule(rule))
        yield from _under(("rules", place, "for"), _problems_of_reach(rule.reach, register))
    first: dict[str, int] = {}
    for place, check in enumerate(file.checks):
        if first.setdefault(check.id, place) != place:
            yield ("checks", place, "id"), f"{check.id} stands twice"
        yield from _under(("checks", place), _problems_of_check(check))
        yield from _under(("checks", place, "applies"), _problems_of_reach(check.applies, register))


def _under(steps: Steps, problems: Iterable[_Problem]) -> Iterator[_Problem]:
    return (((*steps, *inner), reason) for inner, reason in problems)


def _problems_of_rule(rule: Rule) -> Iterator[_Problem]:
    known = {check.id: check.limits for check in all_checks()}
    for key, ids in (("limits", rule.limits), ("severity", rule.severity), ("off", rule.off)):
        yield from (
            ((key, check), f"there is no such check{_perhaps(check, known)}") for check in ids if check not in known
        )
    for check, limits in rule.limits.items():
        names = known.get(check, {})
        for name in limits.keys() - names.keys() if check in known else ():
            those = f"it has {', '.join(sorted(names))}" if names else "it has none"
            yield ("limits", check, name), f"the check {check} has no such figure; {those}"


def _problems_of_reach(reach: Reach, register: Register) -> Iterator[_Problem]:
    for key, ids in (("area", reach.area), ("unit", reach.unit)):
        yield from (
            ((key, place), f"no unit {unit_id!r} in the register")
            for place, unit_id in enumerate(ids)
            if unit_id not in register
        )


def _problems_of_check(check: OwnCheck) -> Iterator[_Problem]:
    forms = [form.key for form in all_forms()]
    for place, form in enumerate(check.applies.form):
        if form not in forms:
            yield ("applies", "form", place), f"{form!r} is none of {', '.join(forms)}"
    try:
        equation = read_equation(check.equation)
    except BadEquation as error:
        yield ("equation",), str(error)
        return
    for column, reason in unknown_cells(equation, tuple(form for form in check.applies.form if form in forms)):
        yield ("equation",), f"column {column}: {reason}"


def _perhaps(name: str, known: Iterable[str]) -> str:
    meant: Sequence[str] = get_close_matches(name, sorted(known), n=1)
    return f"; {meant[0]} perhaps?" if meant else ""
