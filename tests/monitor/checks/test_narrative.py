from collections.abc import Callable
from dataclasses import replace

import pytest

from crawler.domain.finding import Finding
from crawler.domain.report import Cell, Report, Statement, Subject

Found = dict[str, list[Finding]]
Said = Callable[..., Statement]
NEW, CARRIED_IN = "requests.new_received", "requests.carried_in"


@pytest.mark.parametrize(
    ("counts", "cells", "expected"),
    [
        pytest.param([3], {}, [], id="as many as newly received"),
        pytest.param([4], {f"{CARRIED_IN}.total": 1}, [], id="as many as with those carried in"),
        pytest.param([3], {f"{CARRIED_IN}.total": 1}, [], id="as many as without them"),
        pytest.param([5, 3], {}, [], id="one of two statements fits"),
        pytest.param([5], {}, ["FAIL"], id="more than the table"),
        pytest.param([2], {}, ["FAIL"], id="fewer than the table"),
        pytest.param([5], {f"{CARRIED_IN}.total": ""}, ["UNDETERMINED"], id="the blank may hold the rest"),
        pytest.param([2], {f"{CARRIED_IN}.total": ""}, ["FAIL"], id="no blank can hold less than none"),
        pytest.param([5], {f"{NEW}.total": ""}, ["UNDETERMINED"], id="nothing to compare with"),
        pytest.param([5], {f"{NEW}.total": "unread"}, ["UNDETERMINED"], id="the total is unread"),
        pytest.param([], {}, [], id="nothing said"),
    ],
)
def test_applications_in_the_text_are_those_of_table_3(
    counts: list[int],
    cells: dict[str, object],
    expected: list[str],
    report: Callable[..., Report],
    judge: Callable[..., Found],
    said: Said,
) -> None:
    statements = tuple(said(Subject.APPLICATIONS, count) for count in counts)

    found = judge(report(cells, statements=statements))

    assert [finding.status.value for finding in found.get("NAR-01", [])] == expected


def test_both_sides_are_quoted(report: Callable[..., Report], judge: Callable[..., Found], said: Said) -> None:
    found = judge(report(statements=(said(Subject.APPLICATIONS, 5, "全年收到政府信息公开申请5件"),)))

    assert found["NAR-01"][0].message.zh == (
        "正文称“全年收到政府信息公开申请5件”；表三本年新收总计3、上年结转总计0，不一致，请核实"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("通过网络收到政府信息公开申请2件", id="by one channel"),
        pytest.param("2022年收到政府信息公开申请2件", id="of another year"),
        pytest.param("上半年收到政府信息公开申请2件", id="of half a year"),
        pytest.param("区政府办公室收到政府信息公开申请2件", id="by one office"),
    ],
)
def test_a_part_of_the_applications_is_not_held_against_all(
    text: str, report: Callable[..., Report], judge: Callable[..., Found], said: Said
) -> None:
    assert judge(report(statements=(said(Subject.APPLICATIONS, 2, text),))) == {}


def test_the_whole_year_by_its_days_is_the_whole_year(
    report: Callable[..., Report], judge: Callable[..., Found], said: Said
) -> None:
    text = "2023年1月1日至12月31日共收到政府信息公开申请2件"

    assert list(judge(report(statements=(said(Subject.APPLICATIONS, 2, text),)))) == ["NAR-01"]


@pytest.mark.parametrize(
    ("subject", "cells", "expected"),
    [
        pytest.param(Subject.APPLICATIONS, {}, ["FAIL"], id="applications"),
        pytest.param(Subject.REVIEWS, {}, ["FAIL"], id="reviews"),
        pytest.param(Subject.LITIGATION, {}, [], id="lawsuits, and there were none"),
        pytest.param(Subject.LITIGATION, {"disputes.after_review.total": 1}, ["FAIL"], id="lawsuits after review"),
        pytest.param(
            Subject.REVIEWS, {"disputes.review.total": 0}, ["FAIL"], id="the total says none, its parts do not"
        ),
        pytest.param(
            Subject.REVIEWS, {"disputes.review.total": "", "disputes.review.upheld": ""}, [], id="the table is blank"
        ),
        pytest.param(
            Subject.REVIEWS,
            {"disputes.review.total": "unread", "disputes.review.upheld": "unread"},
            ["UNDETERMINED"],
            id="the table is unread",
        ),
    ],
)
def test_none_in_the_text_is_none_in_the_table(
    subject: Subject,
    cells: dict[str, object],
    expected: list[str],
    report: Callable[..., Report],
    judge: Callable[..., Found],
    said: Said,
) -> None:
    found = judge(report(cells, statements=(said(subject, None, "未发生"),)))

    assert [finding.status.value for finding in found.get("NAR-09", [])] == expected


def test_an_unsure_figure_does_not_contradict_the_text(
    report: Callable[..., Report], judge: Callable[..., Found], said: Said, unsure: Callable[..., Cell]
) -> None:
    doubted = {"disputes.review.upheld": unsure(2), "disputes.review.total": unsure(2)}

    found = judge(report(doubted, statements=(said(Subject.REVIEWS, None, "未发生行政复议"),)))

    assert [finding.status.value for finding in found["NAR-09"]] == ["UNDETERMINED"]


def test_a_text_that_says_both_needs_a_person(
    report: Callable[..., Report], judge: Callable[..., Found], said: Said
) -> None:
    both = (said(Subject.REVIEWS, None, "未发生行政复议"), said(Subject.REVIEWS, 2, "行政复议2件"))

    found = judge(report(statements=both))

    assert [finding.status.value for finding in found["NAR-09"]] == ["WARN"]


@pytest.mark.parametrize(
    "text", ["没有被纠正的行政复议案件", "无败诉的行政诉讼", "未发生复议后起诉的行政诉讼", "上年未发生行政复议"]
)
def test_none_of_one_outcome_is_not_none_at_all(
    text: str, report: Callable[..., Report], judge: Callable[..., Found], said: Said
) -> None:
    assert judge(report(statements=(said(Subject.REVIEWS, None, text),))) == {}


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        pytest.param("因政府信息公开被提起行政诉讼1件", {}, ["WARN"], id="the table counts none"),
        pytest.param("因政府信息公开被提起行政诉讼1件", {"disputes.direct.total": 1}, [], id="the table counts some"),
        pytest.param("因政府信息公开被提起行政诉讼1件", {"disputes.direct.total": ""}, ["UNDETERMINED"], id="blank"),
        pytest.param("办理行政诉讼1件", {}, [], id="lawsuits of another kind"),
    ],
)
def test_a_case_in_the_text_that_no_table_counts_asks_for_a_look(
    text: str,
    cells: dict[str, object],
    expected: list[str],
    report: Callable[..., Report],
    judge: Callable[..., Found],
    said: Said,
) -> None:
    found = judge(report(cells, statements=(said(Subject.LITIGATION, 1, text),)))

    assert [finding.status.value for finding in found.get("NAR-09", [])] == expected


def test_a_table_that_was_not_read_contradicts_nothing(
    report: Callable[..., Report], judge: Callable[..., Found], said: Said
) -> None:
    statements = (said(Subject.APPLICATIONS, 5), said(Subject.REVIEWS, None), said(Subject.LITIGATION, 1))
    read = report(statements=statements)
    only_table_2 = {address: cell for address, cell in read.cells.items() if address.table == "proactive"}

    assert judge(replace(read, cells=only_table_2, blocks={"proactive.1": "form_2021"})) == {}
