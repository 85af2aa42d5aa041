"""The public is told less than the office, and later; nothing is shown as certain that is not."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Obligation, Standing, Status
from crawler.domain.errors import CannotWrite
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Finding, Outcome, Severity
from crawler.domain.unit import Level, Unit, UnitKind
from crawler.domain.wording import Language, Text
from monitor.scorecard import Scorecard, Verdict, scorecard_of, write_scorecard
from monitor.summaries import Summary, UnitSummaryInput, summarise
from monitor.summaries.rate import Rate

SCHEMAS = Path(__file__).parents[3] / "docs" / "schemas"
DUE = date(2025, 1, 31)
HOLD = timedelta(days=15)
AFTER = datetime(2025, 2, 15, 0, 30, tzinfo=SHANGHAI)
LOOKED = Evidence(
    "http://www.yunxi.gov.cn/nb/", datetime(2025, 2, 3, 2, 0, tzinfo=SHANGHAI), Text("未监测到", "not seen")
)
GRAVE = Finding("T3-02", Outcome.FAIL, Severity.HIGH, Text("标题", "title"), Text("相差2", "differs by 2"))


def standing(status: Status, name: str = "教育局") -> Standing:
    unit = Unit(name, name, UnitKind.DEPARTMENT, Level.COUNTY, "yunxi", "http://www.yunxi.gov.cn/")
    owed = None if status is Status.NOT_OBLIGED else Obligation(unit, 2024, DUE, DueBasis.STATUTORY, DUE)
    return Standing(
        unit, 2024, status, owed, date(2025, 2, 12), "page", 12, "http://www.yunxi.gov.cn/1.html", (LOOKED,)
    )


def told(*standings: Standing, at: datetime = AFTER, findings: tuple[Finding, ...] = ()) -> Scorecard:
    return scorecard_of(summary(*standings, at=at, findings=findings), HOLD)


def summary(*standings: Standing, at: datetime = AFTER, findings: tuple[Finding, ...] = ()) -> Summary:
    return summarise(2024, at, [UnitSummaryInput(one, findings) for one in standings])


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (Status.ON_TIME, Verdict.ON_TIME),
        (Status.LATE, Verdict.LATE),
        (Status.MISSING, Verdict.NOT_SEEN),
        (Status.MISSING_UNCONFIRMED, Verdict.BEING_VERIFIED),
        (Status.UNVERIFIABLE, Verdict.BEING_VERIFIED),
        (Status.WITHDRAWN, Verdict.BEING_VERIFIED),
        (Status.POSSIBLY_LATE, Verdict.PUBLISHED),
        (Status.DATE_UNKNOWN, Verdict.PUBLISHED),
        (Status.DATE_DISPUTED, Verdict.PUBLISHED),
        (Status.PUBLISHED_EARLY, Verdict.PUBLISHED),
        (Status.ON_TIME_BY_SIGN_DATE, Verdict.PUBLISHED),
        (Status.DUE_SOON, Verdict.NOT_YET_DUE),
        (Status.NOT_YET_DUE, Verdict.NOT_YET_DUE),
    ],
)
def test_every_status_has_its_public_word(status: Status, verdict: Verdict) -> None:
    [line] = told(standing(status)).lines

    assert line.verdict is verdict


def test_a_unit_that_owes_nothing_is_not_on_it() -> None:
    assert told(standing(Status.NOT_OBLIGED)).lines == ()


@pytest.mark.parametrize("status", [Status.LATE, Status.MISSING])
def test_nobody_is_accused_in_public_before_the_office_had_its_time(status: Status) -> None:
    [line] = told(standing(status), at=AFTER - timedelta(days=1)).lines

    assert line.verdict in (Verdict.PUBLISHED, Verdict.BEING_VERIFIED)
    assert (line.evidence, line.published_on) == ((), None)


def test_a_day_that_is_not_certain_is_not_shown() -> None:
    [line] = told(standing(Status.DATE_DISPUTED)).lines

    assert line.published_on is None


def test_the_rate_counts_what_the_public_is_told_and_nothing_else() -> None:
    shown = [standing(status, status.value) for status in (Status.ON_TIME, Status.LATE, Status.UNVERIFIABLE)]

    assert told(*shown).rate == Rate(on_time=1, base=2, left_out=1)
    assert told(*shown, at=AFTER - timedelta(days=1)).rate == Rate(on_time=1, base=1, left_out=2)


def test_a_local_term_that_is_broken_beside_the_law_waits_for_the_laws() -> None:
    by_law = date(2025, 3, 31)
    late = standing(Status.MISSING)
    assert late.obligation is not None
    owed = replace(late.obligation, due_basis=DueBasis.LOCAL, statutory_due=by_law, local_due=DUE)
    both = replace(late, obligation=owed, breaks_law=True)

    [early] = told(both, at=datetime(2025, 4, 14, tzinfo=SHANGHAI)).lines
    [then] = told(both, at=datetime(2025, 4, 15, tzinfo=SHANGHAI)).lines

    assert (early.verdict, then.verdict) == (Verdict.BEING_VERIFIED, Verdict.NOT_SEEN)


def test_the_pages_name_no_finding_and_everything_from_outside_is_escaped(tmp_path: Path) -> None:
    forged = replace(LOOKED, url="javascript:alert(1)", what=Text("<script>alert(1)</script>", "x"))
    line = replace(standing(Status.LATE, "<b>教育局</b>"), report_url="javascript:alert(2)", evidence=(forged,))

    write_scorecard(told(line, findings=(GRAVE,)), tmp_path / "public", "dispute@yunxi.gov.cn", Language.CHINESE)
    pages = "".join(path.read_text("utf-8") for path in (tmp_path / "public").rglob("*.html"))

    assert "T3-02" not in pages
    assert "相差2" not in pages
    assert "<script" not in pages
    assert "<b>教育局" not in pages
    assert 'href="javascript:' not in pages
    assert pages.count('href="mailto:dispute@yunxi.gov.cn"') == 2


def test_every_line_leads_to_its_page_whatever_the_id_of_the_unit(tmp_path: Path) -> None:
    folder = tmp_path / "public"

    write_scorecard(told(standing(Status.ON_TIME, "../乡/镇")), folder, "https://x.gov.cn/d", Language.ENGLISH)
    [page] = (folder / "units").iterdir()

    assert page.name == "%2E%2E%2F%E4%B9%A1%2F%E9%95%87.html"
    assert 'href="units/%252E%252E%252F%25E4%25B9%25A1%252F%25E9%2595%2587.html"' in (folder / "index.html").read_text()
    assert "12 February 2025" in page.read_text("utf-8")


def test_its_json_is_as_its_schema_says(tmp_path: Path) -> None:
    schema = json.loads((SCHEMAS / "scorecard.schema.json").read_text("utf-8"))
    shown = [standing(status, status.value) for status in Status]

    write_scorecard(told(*shown), tmp_path / "public", "a@b.cn", Language.CHINESE)
    record = json.loads((tmp_path / "public" / "scorecard.json").read_text("utf-8"))

    validator_for(schema)(schema, format_checker=FormatChecker()).validate(record)
    assert len(record["units"]) == len(Status) - 1


def test_the_scorecard_before_is_replaced_and_nothing_else_is(tmp_path: Path) -> None:
    folder, other = tmp_path / "public", tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")

    write_scorecard(told(standing(Status.LATE, "教育局")), folder, "a@b.cn", Language.CHINESE)
    write_scorecard(told(standing(Status.LATE, "财政局")), folder, "a@b.cn", Language.CHINESE)

    record = json.loads((folder / "scorecard.json").read_text("utf-8"))
    assert [unit["name"] for unit in record["units"]] == ["财政局"]
    assert len(list((folder / "units").iterdir())) == 1
    with pytest.raises(CannotWrite, match="something else than a scorecard"):
        write_scorecard(told(), other, "a@b.cn", Language.CHINESE)
    assert (other / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("status", [Status.MISSING_UNCONFIRMED, Status.WITHDRAWN])
def test_what_is_not_proven_is_not_shown_by_its_evidence_either(status: Status) -> None:
    [line] = told(standing(status)).lines

    assert line.evidence == ()


def test_of_a_report_whose_day_is_not_certain_only_itself_is_shown() -> None:
    at_report = replace(LOOKED, url="http://www.yunxi.gov.cn/1.html", what=Text("首次监测到该报告", "first seen"))
    disputed = replace(standing(Status.DATE_DISPUTED), evidence=(LOOKED, at_report))

    [line] = told(disputed).lines

    assert line.evidence == (at_report,)


def test_what_a_person_denied_leaves_no_trace_in_public() -> None:
    absence = replace(GRAVE, check="PUB-01")
    denied = UnitSummaryInput(standing(Status.MISSING)).without({absence: AFTER})

    [line] = scorecard_of(summarise(2024, AFTER, [denied]), HOLD).lines

    assert (line.verdict, line.evidence) == (Verdict.BEING_VERIFIED, ())
