"""What the docstring of every check says of it holds: its scope, and its examples."""

import pytest

from monitor.checks import Check, all_checks, run_checks
from monitor.examples import Example, explained, scene


def examples_of(check: Check) -> tuple[Example, ...]:
    """Those of a docstring that is in shape; one that is not fails by itself below."""
    try:
        return explained(check.purpose).examples
    except ValueError:
        return ()


CHECKS = [pytest.param(check, id=check.id) for check in all_checks()]
EXAMPLES = [
    pytest.param(check, example, id=f"{check.id}-{place}-{example.outcome.value}")
    for check in all_checks()
    for place, example in enumerate(examples_of(check))
]


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_says_to_what_it_applies_as_it_does_apply(check: Check) -> None:
    assert explained(check.purpose).applies_to == f"{check.scope.in_words.en}."


@pytest.mark.parametrize(("check", "example"), EXAMPLES)
def test_an_example_ends_as_it_says(check: Check, example: Example) -> None:
    found = run_checks(scene(example.lines).dossier(), only={check.id})
    raised = {finding.status for finding in found if not finding.status.passed}

    assert raised == {example.outcome} if not example.outcome.passed else not raised
    assert any(finding.status is example.outcome for finding in found)


def test_a_sound_report_raises_nothing_at_all() -> None:
    for lines in ((), ("form: form_2019",), ("kind: department",), ("kind: township", "level: township")):
        found = run_checks(scene(lines).dossier())

        assert [finding for finding in found if not finding.status.passed] == []


@pytest.mark.parametrize("line", ["nonsense", "colour: red", "requests.granted.total = many", "kind: castle"])
def test_a_line_that_says_nothing_known_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        scene([line])
