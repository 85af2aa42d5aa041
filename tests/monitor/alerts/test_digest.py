from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.domain.dossier import DueBasis, Status
from crawler.domain.evidence import Evidence
from crawler.domain.finding import Outcome, Severity
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Language, Text
from monitor.alerts import Letter
from monitor.config import Office
from monitor.summaries import UnitSummaryInput
from tests.monitor.alerts.lone_office import letter_for

LETTER = Path(__file__).parent / "letter.txt"
COLUMN = "http://www.yunxi.gov.cn/zfxxgk/nb/"
NOTHING_TOLD: frozenset[str] = frozenset()


def alike(words: str) -> Text:
    return Text(words, words)


def keys(letter: Letter | None) -> frozenset[str]:
    return frozenset() if letter is None else frozenset(item.key for item in letter.items)


def overseen(told: UnitSummaryInput, **facts: Any) -> UnitSummaryInput:
    """The same of a unit that the register tells something else of."""
    whose = replace(told.standing.unit, **facts)
    owed = told.standing.obligation
    standing = replace(told.standing, unit=whose, obligation=None if owed is None else replace(owed, unit=whose))
    return replace(told, standing=standing)


@pytest.fixture
def write(area: Any, office: Office) -> Any:
    """Writes the letter on some units to an office that was told nothing, or something."""

    def letter(*units: UnitSummaryInput, told: frozenset[str] = NOTHING_TOLD) -> Letter | None:
        return letter_for(office, area.summary(*units), told)

    return letter


class TestWhatIsSaid:
    def test_the_letter_of_a_season(self, area: Any, office: Office) -> None:
        units = (
            area.published("县政府", area.finding("T3-05", severity=Severity.HIGH), area.finding(root="T3-05")),
            area.late("水利局"),
            area.missing("教育局"),
            area.unit(
                "财政局",
                Status.UNVERIFIABLE,
                evidence=(Evidence(COLUMN, area.looked[1].at, alike("网站返回521")),),
            ),
            area.unit("审计局", Status.MISSING_UNCONFIRMED),
        )

        letter = letter_for(office, area.summary(*units), NOTHING_TOLD)

        assert letter is not None
        assert letter.recipient == "county"
        assert letter.subject == "【年报监测】2024年政府信息公开工作年度报告公布情况（截至2025-04-20 09:00）"
        assert letter.body == LETTER.read_text("utf-8")

    def test_counts_add_up_to_the_obliged(self, area: Any, write: Any) -> None:
        body = write(area.missing("甲"), area.published("乙"), area.unit("丙", Status.NOT_OBLIGED)).body

        assert "应公布2家：按期公布1家，逾期公布0家，未监测到1家，未能核实0家。" in body

    def test_a_local_rule_is_not_called_the_law(self, area: Any, write: Any) -> None:
        units = (area.missing("甲镇", basis=DueBasis.LOCAL), area.late("乙镇", basis=DueBasis.LOCAL))

        letter = write(*units)

        assert all("按本地要求应于2025年1月31日前公布。" in item.text for item in letter.items)
        assert all("条例" not in item.text and "逾期" not in item.text for item in letter.items)
        assert "晚于本地规定时限公布（晚12天）" in letter.items[1].text
        assert "未监测到1家（其中1家按本地要求）" in letter.body

    def test_a_lateness_bounded_by_our_visits_says_at_least(self, area: Any, write: Any) -> None:
        absent = Evidence(COLUMN, area.looked[0].at, alike("未监测到"))
        late = area.late(published_on=None, published_basis="captures", evidence=(absent, *area.read))

        [item] = write(late).items

        assert "在期限之后才监测到" in item.text
        assert "至少逾期12天" in item.text
        assert COLUMN in item.text

    def test_every_item_has_its_place_address_and_time(self, area: Any, write: Any) -> None:
        [item] = write(area.published("县政府", area.finding())).items

        assert "第三部分表格" in item.text
        assert "http://www.yunxi.gov.cn/zfxxgk/nb/202502/t20250212_88.html （2025-04-18 02:11采集）" in item.text

    def test_what_one_look_showed_is_one_line(self, area: Any, write: Any) -> None:
        dated = (
            Evidence(COLUMN, area.looked[0].at, alike("首次监测到")),
            Evidence(COLUMN, area.looked[0].at, alike("列表载明日期")),
        )

        [item] = write(area.late(evidence=dated)).items

        assert item.text.count("证据：") == 1
        assert item.text.endswith("首次监测到；列表载明日期")

    def test_groups_come_in_the_order_of_the_notice(self, area: Any, write: Any) -> None:
        findings = [
            area.finding(check, severity=Severity.HIGH, said=check)
            for check in ("PUB-07", "SIM-01", "FRM-06", "NAR-09")
        ]

        letter = write(area.published("县政府", *findings), area.missing("教育局"))

        headings = ["一、未按时公布", "二、内容不准确", "三、内容不全面", "四、内容雷同", "五、公布形式"]
        places = [letter.body.index(heading) for heading in headings]
        assert places == sorted(places)

    def test_the_letter_in_english(self, area: Any, office: Office) -> None:
        english = office.model_copy(update={"language": Language.ENGLISH})
        units = (area.missing(), area.late("水利局"), area.published("县政府", area.finding()))

        letter = letter_for(english, area.summary(*units), NOTHING_TOLD)

        assert letter is not None
        assert "3 obliged: 1 on time; 1 late; 1 not seen; 0 not verified." in letter.body
        assert "It was due by 31 January 2025 under article 49" in letter.body
        assert "late by 12 days; the annual report is of 12 February 2025" in letter.body
        assert "Evidence: http" in letter.body

    def test_what_sites_print_cannot_hide_or_steer(self, area: Any, write: Any) -> None:
        letter = write(area.published("县政府", area.finding(said="标题为\x1b[2J\u202e甲")))

        assert "标题为[2J甲" in letter.body


class TestWhatIsTold:
    def test_nothing_new_makes_no_letter(self, area: Any, write: Any) -> None:
        assert write(area.published("县政府")) is None

    def test_the_unverifiable_alone_make_no_letter(self, area: Any, write: Any) -> None:
        assert write(area.unit("财政局", Status.UNVERIFIABLE, evidence=area.looked)) is None

    @pytest.mark.parametrize("status", sorted(set(Status) - {Status.MISSING, Status.LATE}))
    def test_no_other_status_accuses(self, area: Any, write: Any, status: Status) -> None:
        assert write(area.unit("教育局", status, area.finding("PUB-01"), area.finding("PUB-02"))) is None

    @pytest.mark.parametrize("status", [Status.MISSING_UNCONFIRMED, Status.POSSIBLY_LATE, Status.DATE_DISPUTED])
    def test_what_is_not_proven_is_counted_without_a_name(self, area: Any, write: Any, status: Status) -> None:
        letter = write(area.missing("教育局"), area.unit("审计局", status, evidence=area.looked))

        assert "审计局" not in letter.body

    @pytest.mark.parametrize(
        ("status", "severity"),
        [
            pytest.param(Outcome.FAIL, Severity.MEDIUM, id="not grave"),
            pytest.param(Outcome.FAIL, Severity.LOW, id="slight"),
            pytest.param(Outcome.WARN, Severity.CRITICAL, id="for a person to judge"),
            pytest.param(Outcome.UNDETERMINED, Severity.CRITICAL, id="undetermined"),
            pytest.param(Outcome.INFO, Severity.HIGH, id="for information"),
            pytest.param(Outcome.RULE_ERROR, Severity.CRITICAL, id="a fault of ours"),
            pytest.param(Outcome.PASS_IF_BLANK_ZERO, Severity.CRITICAL, id="holds"),
        ],
    )
    def test_only_grave_and_decided_findings_are_told(
        self, area: Any, write: Any, status: Outcome, severity: Severity
    ) -> None:
        assert write(area.published("县政府", area.finding(status=status, severity=severity))) is None

    def test_doubts_about_our_reading_are_not_told(self, area: Any, write: Any) -> None:
        assert write(area.published("县政府", area.finding("PQ-01"))) is None

    def test_one_defect_is_one_item(self, area: Any, write: Any) -> None:
        root, folded = area.finding("T3-05", severity=Severity.HIGH, said="总计未填"), area.finding(root="T3-05")

        [item] = write(area.published("县政府", folded, root)).items

        assert "T3-05" in item.key
        assert "由此还涉及T3-02" in item.text

    def test_what_an_untold_finding_explains_is_not_told_either(self, area: Any, write: Any) -> None:
        root = area.finding("T3-05", status=Outcome.WARN)

        assert write(area.published("县政府", root, area.finding(root="T3-05"))) is None

    def test_a_finding_whose_root_is_gone_is_not_told(self, area: Any, write: Any) -> None:
        assert write(area.published("县政府", area.finding(root="T3-05"))) is None

    def test_a_missing_report_is_told_once_even_where_a_check_says_it_too(self, area: Any, write: Any) -> None:
        missing = area.unit("教育局", Status.MISSING, area.finding("PUB-01"), evidence=area.looked)

        assert len(write(missing).items) == 1

    def test_a_unit_that_owes_nothing_is_not_told_about(self, area: Any, write: Any) -> None:
        assert write(area.unit("县委办", Status.NOT_OBLIGED, area.finding())) is None

    def test_a_vertical_agency_is_not_told_about_to_the_local_office(self, area: Any, write: Any) -> None:
        agency = area.missing("税务局", kind=UnitKind.VERTICAL)

        assert write(agency) is None
        letter = write(agency, area.missing("教育局"))
        assert "税务局" not in letter.body
        assert "应公布1家" in letter.body
        assert "实行垂直领导的1家单位" in letter.body

    def test_a_vertical_agency_is_told_about_to_its_own_system(self, area: Any, office: Office) -> None:
        superior = area.published("市税务局", kind=UnitKind.VERTICAL)
        own = office.model_copy(update={"area_id": "市税务局"})

        agency = overseen(area.missing("税务局", kind=UnitKind.VERTICAL), parent_id="市税务局")

        letter = letter_for(own, area.summary(superior, agency), NOTHING_TOLD)

        assert letter is not None
        assert "税务局（2024年）" in letter.items[0].text

    @pytest.mark.parametrize("named", ["yunxi", "county"], ids=["its area", "the office itself"])
    def test_a_vertical_agency_is_told_about_to_the_office_that_the_register_names(
        self, area: Any, write: Any, named: str
    ) -> None:
        letter = write(overseen(area.missing("税务局", kind=UnitKind.VERTICAL), oversight_id=named))

        assert "税务局（2024年）" in letter.items[0].text

    def test_a_department_that_another_line_oversees_is_not_told_about(self, area: Any, write: Any) -> None:
        moved = overseen(area.missing("开发区管委会"), oversight_id="city")

        assert write(moved) is None
        letter = write(moved, area.missing("教育局"))
        assert "应公布1家" in letter.body
        assert "另有1家单位由其他主管部门主管" in letter.body


class TestWhatIsToldAgain:
    def test_what_broke_a_local_rule_is_told_again_when_it_breaks_the_law(self, area: Any, write: Any) -> None:
        local = overseen(area.missing("水利局", basis=DueBasis.LOCAL))
        owed = replace(local.standing.obligation, statutory_due=date(2025, 1, 31), due_on=date(2025, 1, 26))
        local = replace(local, standing=replace(local.standing, obligation=owed))
        lawless = replace(local, standing=replace(local.standing, breaks_law=True))

        first = write(local)
        second = write(lawless, told=keys(first))

        assert "超过本地规定时限" in first.items[0].text
        assert "逾期未公布" in second.items[0].text
        assert (
            "按本地要求应于2025年1月26日前公布。依据《政府信息公开条例》第四十九条应于2025年1月31日前公布。"
            in second.body
        )

    def test_what_was_told_is_not_told_again(self, area: Any, write: Any) -> None:
        units = (area.missing(), area.published("县政府", area.finding()))

        assert write(*units, told=keys(write(*units))) is None

    def test_later_visits_and_a_later_moment_are_nothing_new(self, area: Any, office: Office) -> None:
        first = letter_for(office, area.summary(area.missing()), NOTHING_TOLD)
        again = Evidence(area.looked[0].url, area.looked[1].at + timedelta(days=1), alike("栏目已查完"))
        later = area.summary(area.missing(evidence=(*area.looked, again)), at=again.at + timedelta(hours=7))

        assert letter_for(office, later, keys(first)) is None

    def test_another_language_is_nothing_new(self, area: Any, office: Office) -> None:
        summary = area.summary(area.missing(), area.late("水利局"), area.published("县政府", area.finding()))
        english = office.model_copy(update={"language": Language.ENGLISH})

        assert letter_for(english, summary, keys(letter_for(office, summary, NOTHING_TOLD))) is None

    def test_a_missing_report_that_appears_late_is_new(self, area: Any, write: Any) -> None:
        told = keys(write(area.missing()))

        letter = write(area.late(), told=told)

        assert [item.key.split("/")[2] for item in letter.items] == ["PUB-02"]

    @pytest.mark.parametrize(
        "change", [{"published_on": date(2025, 2, 20)}, {"days_late": 20}], ids=["another date", "more days"]
    )
    def test_a_lateness_that_changes_is_new(self, area: Any, write: Any, change: dict[str, Any]) -> None:
        told = keys(write(area.late()))

        assert write(area.late(**change), told=told) is not None

    def test_figures_that_change_are_new(self, area: Any, write: Any) -> None:
        told = keys(write(area.published("县政府", area.finding())))

        assert write(area.published("县政府", area.finding(said="相差3")), told=told) is not None

    def test_only_the_new_is_told_and_the_rest_counted(self, area: Any, write: Any) -> None:
        told = keys(write(area.missing("教育局")))

        letter = write(area.missing("教育局"), area.missing("水利局"), told=told)

        assert [item.key.split("/")[0] for item in letter.items] == ["水利局"]
        assert "此前已告知、目前仍存在的1项不再重复" in letter.body
        assert "未监测到2家" in letter.body

    def test_the_same_finding_twice_is_one_item(self, area: Any, write: Any) -> None:
        assert len(write(area.published("县政府", area.finding(), area.finding())).items) == 1
