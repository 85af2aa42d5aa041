"""Files of local rules: read whole or not at all, and what is wrong is named by its line."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.domain.errors import BadRules
from crawler.domain.finding import Severity
from crawler.domain.register import Register
from monitor.rules import RuleBook, read_rules
from tests.monitor.rules.conftest import COUNTY

RULES_OF = Callable[[str], RuleBook]
RULE = "rules:\n  - by: 张三\n    why: 本地通知\n"
CHECK = "checks:\n  - id: L-01\n    title: {zh: 合计, en: total}\n    by: 王五\n    basis: 本地通知\n"

SOUND = """
# 泰安市
rules:
  - for: {area: "3709", kind: [government]}
    since: 2022
    by: 张三（泰安市政府办公室）
    why: 泰政办字〔2022〕1号
    severity: {T3-04: low}
    off:
      T3-06: 本市不考核空白格
    due: {governments: 03-20}
checks:
  - id: L-01
    title: {zh: 予以公开不大于总计, en: granted is part of all}
    by: 王五
    basis: 表三说明
    equation: requests.granted.total <= requests.total_handled.total
"""


def test_what_a_file_sets_is_what_holds(rules_of: RULES_OF) -> None:
    rules = rules_of(SOUND).for_unit(COUNTY, 2022)

    assert (rules.off, rules.severities) == ({"T3-06"}, {"T3-04": Severity.LOW})
    assert [check.id for check in rules.own] == ["L-01"]


def test_a_figure_is_set_as_it_is_written(rules_of: RULES_OF, figure: tuple[str, str]) -> None:
    check, name = figure

    rules = rules_of(f"{RULE}    limits: {{{check}: {{{name}: 0.30}}}}\n").for_unit(COUNTY, 2022)

    assert rules.limits == {check: {name: Decimal("0.30")}}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "rules: []\n", "rules: []\nchecks: []\n"])
def test_an_empty_file_sets_nothing(rules_of: RULES_OF, text: str) -> None:
    book = rules_of(text)

    assert (book.written, book.own, book.digest) == ((), (), "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rules: [1", "line 1, column 10: not YAML"),
        ("- 1\n", "line 1: "),
        ("rulez: []\n", "line 1: there is no such key"),
        ("rules:\n  - by: 张三\n    off: {T3-06: 不考核}\n", "line 2: why: is not given"),
        (f"{RULE}    offf: {{T3-06: 不考核}}\n", "line 4: offf: there is no such key"),
        (RULE, "line 2: sets nothing"),
        (f"{RULE}    off: {{T9-99: 不考核}}\n", "line 4: off.T9-99: there is no such check"),
        (f"{RULE}    off: {{T3-06: }}\n", "line 4: off.T3-06: "),
        (f"{RULE}    severity: {{T3-06: grave}}\n", "line 4: severity.T3-06: 'grave': Input should be"),
        (f"{RULE}    limits:\n      T3-06: {{most: 1}}\n", "line 5: limits.T3-06.most: the check T3-06 has no such"),
        (f"{RULE}    limits:\n      T3-06:\n        most: -1\n", "line 6: limits.T3-06.most: '-1'"),
        (f"{RULE}    limits:\n      T3-06:\n        most: many\n", "line 6: limits.T3-06.most: 'many'"),
        (f"{RULE}    limits:\n      T3-06:\n        most: NaN\n", "line 6: limits.T3-06.most: 'NaN'"),
        (f"{RULE}    due: {{governments: 02-30}}\n", "line 4: due.governments: '02-30': is not a day"),
        (f"{RULE}    due: {{all: 01-30}}\n", "line 4: due.all: there is no such key"),
        (f"{RULE}    off: {{T3-06: 不考核}}\n    for: {{area: 99}}\n", "line 5: for.area: no unit '99'"),
        (f"{RULE}    off: {{T3-06: 不考核}}\n    for: {{kind: village}}\n", "line 5: for.kind: 'village'"),
        (f"{RULE}    off: {{T3-06: 不考核}}\n    since: 2024\n    until: 2020\n", "line 2: until lies before since"),
        (f"{RULE}    off: {{T3-06: 不考核}}\n    by: 李四\n", "line 5: by stands already in line 2"),
        (f"{RULE}    off: &a {{T3-06: 不考核}}\n    severity: *a\n", "line 4: a value is written once"),
        (f"{CHECK}    equation: requests.granted.totl = 1\n", "line 6: equation: column 1: no form has a cell"),
        (f"{CHECK}    equation: requests.granted.total =\n", "line 6: equation: column 25: a number"),
        (f"{CHECK}    equation: requests.other.total = 1\n    applies: {{form: form_2021}}\n", "no form has a cell"),
        (
            f"{CHECK}    equation: requests.granted.total = 1\n    applies: {{form: form_1999}}\n",
            "applies.form:",
        ),
        (f"{CHECK}    equation: requests.granted.total = 1\n    raises: PASS\n", "line 7: raises: "),
        (f"{CHECK.replace('L-01', 'T3-06')}    equation: requests.granted.total = 1\n", "line 2: id: 'T3-06'"),
        (
            f"{CHECK}    equation: requests.granted.total = 1\n{CHECK.partition(chr(10))[2]}"
            "    equation: requests.granted.total = 1\n",
            "line 7: id: L-01 stands twice",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_line(rules_of: RULES_OF, text: str, problem: str) -> None:
    with pytest.raises(BadRules) as bad:
        rules_of(text)

    assert any(problem in told for told in bad.value.problems), bad.value.problems


def test_everything_that_is_wrong_is_named_at_once(rules_of: RULES_OF) -> None:
    with pytest.raises(BadRules) as bad:
        rules_of(
            f"{RULE}    off: {{T9-98: 不考核, T3-06: 不考核}}\n    for: {{unit: [99]}}\n{CHECK}    equation: 1 = 1\n"
        )

    assert [problem.partition(":")[0] for problem in bad.value.problems] == ["line 4", "line 5", "line 11"]


def test_a_check_that_is_spelt_wrongly_is_told_what_was_meant(rules_of: RULES_OF) -> None:
    with pytest.raises(BadRules, match=r"no such check; T3-0\d perhaps\?"):
        rules_of(f"{RULE}    off: {{T3-6: 不考核}}\n")


def test_a_file_that_is_not_there_or_of_no_text_is_named(tmp_path: Path, register: Register) -> None:
    path = tmp_path / "rules.yaml"
    with pytest.raises(BadRules, match=r"rules\.yaml: cannot be read"):
        read_rules(path, register)

    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadRules, match="cannot be read"):
        read_rules(path, register)


@pytest.mark.parametrize(
    "bomb", ["[" * 300 + "]" * 300, "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "{? {a: 1} : 2}\n"]
)
def test_a_file_made_to_exhaust_us_is_refused(rules_of: RULES_OF, bomb: str) -> None:
    with pytest.raises(BadRules):
        rules_of(bomb)
