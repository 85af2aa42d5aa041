from crawler.domain.dossier import Status
from crawler.domain.finding import Outcome
from monitor.summaries import Summary
from monitor.summaries.summary import BY_URGENCY


def test_every_status_is_counted_and_they_add_up(season: Summary) -> None:
    totals = season.totals

    assert list(totals) == ["obliged", *(status.value for status in Status)]
    assert totals["obliged"] == 7
    assert (totals["missing"], totals["unverifiable"], totals["not_obliged"], totals["withdrawn"]) == (2, 1, 1, 0)
    assert totals["obliged"] == sum(totals[status.value] for status in Status if status is not Status.NOT_OBLIGED)


def test_nobody_adds_up_to_nothing(nobody: Summary) -> None:
    assert set(nobody.totals.values()) == {0}


def test_the_order_of_reading_names_every_status_once() -> None:
    assert sorted(BY_URGENCY) == sorted(Status)


def test_what_holds_and_what_crashed_is_not_shown(season: Summary) -> None:
    checks = [finding.check for finding in season.rows[0].findings]

    assert "T4-01" not in checks
    assert "T4-02" not in checks
    assert all(finding.status is not Outcome.RULE_ERROR for row in season.rows for finding in row.findings)


def test_what_we_read_badly_is_shown_to_no_office(season: Summary) -> None:
    assert not [finding for row in season.rows for finding in row.findings if finding.check.startswith("PQ-")]


def test_findings_come_gravest_first(season: Summary) -> None:
    assert [finding.check for finding in season.rows[0].findings] == ["T3-02", "T3-05", "SIM-01", "FRM-01"]


def test_one_defect_counts_once(season: Summary) -> None:
    government = season.rows[0]

    assert [finding.check for finding in government.failures] == ["T3-05"]
    assert [finding.check for finding in government.for_review] == ["SIM-01"]


def test_a_finding_stands_under_the_one_that_explains_it(season: Summary) -> None:
    nested = [(finding.check, [other.check for other in folded]) for finding, folded in season.rows[0].nested()]

    assert nested == [("T3-05", ["T3-02"]), ("SIM-01", []), ("FRM-01", [])]
