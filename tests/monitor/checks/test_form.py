from collections.abc import Callable
from datetime import date

import pytest

from crawler.domain.finding import Finding
from crawler.domain.report import Cell, Report
from crawler.forms import find_form

Found = dict[str, list[Finding]]
YEAR_2022 = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("facts", "expected_year", "outcome"),
    [
        pytest.param({}, 2023, [], id="all of one year"),
        pytest.param({}, None, [], id="outside any register"),
        pytest.param({"period": YEAR_2022}, 2023, ["FAIL"], id="the period is of another year"),
        pytest.param({}, 2022, ["FAIL"], id="another year is due"),
        pytest.param(
            {"title": None, "report_year": None}, 2022, ["FAIL"], id="no title, and the period is of another year"
        ),
        pytest.param({"title": None, "report_year": None, "period": None}, 2023, [], id="no year to compare"),
        pytest.param(
            {"period": (date(2021, 1, 1), date(2023, 12, 31))}, 2023, ["WARN"], id="a period of several years"
        ),
    ],
)
def test_title_period_and_year_agree(
    facts: dict[str, object],
    expected_year: int | None,
    outcome: list[str],
    report: Callable[..., Report],
    judge: Callable[..., Found],
) -> None:
    found = judge(report(**facts), expected_year=expected_year)

    assert [finding.status.value for finding in found.get("FRM-03", [])] == outcome


def test_the_years_are_told_with_their_places(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    found = judge(report(period=YEAR_2022))

    assert found["FRM-03"][0].message.zh == (
        "年度不一致：标题为2023年、统计期限起为2022年、统计期限止为2022年、应报告年度为2023年，请核实"
    )


@pytest.mark.parametrize(
    ("form", "year", "outcome"),
    [
        pytest.param("form_2021", 2023, [], id="new form in a new year"),
        pytest.param("form_2019", 2020, [], id="old form in an old year"),
        pytest.param("form_2019", 2021, ["FAIL"], id="old form in a new year"),
        pytest.param("form_2021", 2020, ["FAIL"], id="new form in an old year"),
        pytest.param("form_2021", 2017, [], id="a year before there was a form"),
        pytest.param("form_2021", None, ["UNDETERMINED"], id="the year is unknown"),
    ],
)
def test_the_form_is_that_of_the_year(
    form: str, year: int | None, outcome: list[str], report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    found = judge(report(form=form, report_year=year, period=None))

    assert [finding.status.value for finding in found.get("FRM-09", [])] == outcome


def one_row_of_other_results(printed: object) -> dict[str, object]:
    form = find_form("form_2021")
    assert form is not None
    three = ("other_no_correction", "other_no_fee", "other_miscellaneous")
    return {f"requests.{row}.{column.key}": None for row in three for column in form.requests.columns} | {
        f"requests.other.{column.key}": printed for column in form.requests.columns
    }


def test_in_a_mixture_the_block_is_named(report: Callable[..., Report], judge: Callable[..., Found]) -> None:
    mixed = report(one_row_of_other_results(0), blocks={**report().blocks, "requests": "form_2019"})

    found = judge(mixed)

    assert list(found) == ["FRM-09"]
    assert found["FRM-09"][0].message.zh == (
        "2023年报告的表三“（六）其他处理”（仅一行）为国办公开办函〔2019〕60号（试行）的格式，请核实"
    )
    assert {address.row for address in found["FRM-09"][0].cells} == {"other"}


@pytest.mark.parametrize("printed", ["", "unread"], ids=["blank", "unread"])
def test_a_row_without_figures_may_be_a_group_heading(
    printed: object, report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    mixed = report(one_row_of_other_results(printed), blocks={**report().blocks, "requests": "form_2019"})

    assert "FRM-09" not in judge(mixed)


def test_unsure_figures_show_no_form(
    report: Callable[..., Report], judge: Callable[..., Found], unsure: Callable[..., Cell]
) -> None:
    mixed = report(one_row_of_other_results(unsure(0)), blocks={**report().blocks, "requests": "form_2019"})

    assert "FRM-09" not in judge(mixed)


def test_a_wrong_year_in_the_title_does_not_make_the_form_wrong(
    report: Callable[..., Report], judge: Callable[..., Found]
) -> None:
    mistitled = report(form="form_2019", title="云溪县2021年政府信息公开工作年度报告", report_year=2021)

    assert list(judge(mistitled)) == ["FRM-03"]
