"""Where and as what reports stand; each trap of its row in the rules."""

from dataclasses import replace

import pytest

from crawler.domain.dossier import Dossier
from crawler.domain.evidence import Listed, Visit
from crawler.domain.finding import Finding, Outcome, Severity
from monitor.checks import all_checks, run_checks
from monitor.checks.rules import Rules
from monitor.examples import scene

IDS = frozenset(check.id for check in all_checks())
SEEN = "seen first: 2024-01-20"
GONE = ("visited: 2024-02-10 gone", "visited: 2024-02-17 gone", "visited: 2024-02-24 gone")
FAIL, WARN, INFO, UNDETERMINED = Outcome.FAIL, Outcome.WARN, Outcome.INFO, Outcome.UNDETERMINED


def judged(dossier: Dossier, check: str) -> list[Finding]:
    """What one check says; the others are left out, for they take their time."""
    return [one for one in run_checks(dossier, Rules(off=IDS - {check})) if one.check == check]


def raised(check: str, *lines: str) -> list[Finding]:
    return [one for one in judged(scene(lines).dossier(), check) if not one.status.passed]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(GONE, [(FAIL, Severity.HIGH)], id="gone"),
        pytest.param(GONE[:2], [(UNDETERMINED, Severity.LOW)], id="seen to be gone twice"),
        pytest.param((*GONE, "visited: 2024-03-02"), [], id="back again"),
        pytest.param(("visited: 2024-02-10",), [], id="there"),
        *(
            pytest.param(tuple(line.replace("gone", cause) for line in GONE), [], id=cause)
            for cause in (
                "answered with status 503",
                "blocked by 瑞数",
                "refused with 403",
                "no answer: TimeoutError",
                "the site is under maintenance",
            )
        ),
    ],
)
def test_a_report_is_gone_when_its_address_says_so_again_and_again(
    lines: tuple[str, ...], expected: list[tuple[Outcome, Severity]]
) -> None:
    assert [(one.status, one.severity) for one in raised("PUB-08", SEEN, *lines)] == expected


def test_a_dead_link_is_told_the_same_every_day() -> None:
    (first,) = raised("PUB-08", SEEN, *GONE)
    (later,) = raised("PUB-08", SEEN, *GONE, "visited: 2024-03-02 gone")

    assert first == later
    assert first.message.zh == (
        "曾监测到该报告的网址自2024-02-10起监测时无法打开"
        "（https://www.yunxi.gov.cn/zfxxgk/nb/report.html），疑似链接失效或撤下，请核实"
    )


def test_a_dead_link_beside_a_living_one_is_only_mentioned() -> None:
    dossier = scene((SEEN, *GONE)).dossier()
    (gone,) = dossier.publications
    both = replace(dossier, publications=(gone, replace(gone, url="https://www.yunxi.gov.cn/other.html")))

    found = judged(both, "PUB-08")

    assert [(one.status, one.severity) for one in found] == [(INFO, Severity.LOW)]


@pytest.mark.parametrize(
    ("check", "lines", "expected"),
    [
        pytest.param("PUB-09", (), [], id="a page"),
        pytest.param("PUB-09", ("medium: pdf",), [(INFO, Severity.INFO)], id="a PDF with text"),
        pytest.param("PUB-09", ("medium: pdf", "recognised: 0.9"), [(WARN, Severity.LOW)], id="a scanned PDF"),
        pytest.param("PUB-09", ("medium: doc",), [(WARN, Severity.LOW)], id="a document of Word"),
        pytest.param("PUB-09", ("medium: doc", "doubt: not_readable"), [], id="one that we cannot read"),
        pytest.param("PUB-09", ("medium: doc", "elsewhere: medium: html"), [], id="a file beside the text"),
        pytest.param("PUB-10", (), [], id="text"),
        pytest.param("PUB-10", ("medium: image",), [(FAIL, Severity.MEDIUM)], id="an image"),
        pytest.param("PUB-10", ("medium: image", "elsewhere: medium: html"), [], id="an image beside the text"),
        pytest.param("PUB-10", ("medium: pdf", "recognised: 0.9"), [(WARN, Severity.MEDIUM)], id="a scan"),
        pytest.param("PUB-10", ("recognised: 0.9",), [(WARN, Severity.MEDIUM)], id="images on a page"),
        pytest.param("PUB-10", ("medium: image", "doubt: not_readable"), [], id="nothing could be read"),
    ],
)
def test_a_report_is_published_as_text_on_its_page(
    check: str, lines: tuple[str, ...], expected: list[tuple[Outcome, Severity]]
) -> None:
    assert [(one.status, one.severity) for one in raised(check, *lines)] == expected


def test_headings_without_tables_may_be_our_own_blindness() -> None:
    dossier = scene(()).dossier()
    assert dossier.extraction is not None
    bare = replace(dossier.extraction, report=replace(dossier.extraction.report, form=None, cells={}))

    found = judged(replace(dossier, extraction=bare, editions=()), "PUB-10")

    assert [one.status for one in found] == [UNDETERMINED]


def test_a_document_by_itself_says_nothing_of_where_it_was_published() -> None:
    dossier = replace(scene(("medium: doc",)).dossier(), editions=())

    found = [one.status for one in judged(dossier, "PUB-09")]

    assert found == [Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("found in: 通知公告 /tzgg/", "visited: 2024-02-10 lists 2022"), [WARN], id="among the notices"),
        pytest.param(
            ("found in: 通知公告 /zfxxgk/nb/tz/", "visited: 2024-02-10 lists 2022"), [], id="below the column"
        ),
        pytest.param(("found in: 年报 /tzgg/", "visited: 2024-02-10 lists 2022"), [], id="in a list that is a column"),
        pytest.param(
            ("found in: 通知公告 /tzgg/", "visited: 2024-02-10 lists 2022 2023"), [], id="the column links to it"
        ),
        pytest.param(
            ("found in: 通知公告 /tzgg/", "visited: 2024-02-10"),
            [],
            id="the column names nobody, so it may not be theirs",
        ),
        pytest.param(
            ("found in: 通知公告 /tzgg/", "visited: 2024-01-10 lists 2022"), [], id="not looked at since it was found"
        ),
        pytest.param((SEEN, "visited: 2024-02-10 lists 2022"), [], id="nothing says how we came to it"),
    ],
)
def test_a_report_stands_beside_its_column_only_where_the_trail_proves_it(
    lines: tuple[str, ...], expected: list[Outcome]
) -> None:
    assert [one.status for one in raised("PUB-11", *lines)] == expected


def test_a_column_that_was_not_seen_in_full_proves_nothing() -> None:
    dossier = scene(("found in: 通知公告 /tzgg/", "visited: 2024-02-10 lists 2022")).dossier()
    (visit,) = dossier.visits
    light: Visit = replace(visit, thorough=False, listed=(Listed("370902", 2022),))

    found = [one.status for one in judged(replace(dossier, visits=(light,)), "PUB-11")]

    assert found == [Outcome.NOT_APPLICABLE]
