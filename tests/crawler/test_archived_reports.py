"""A report that was packed is read as the one beside it would be; what else is in the archive is not taken for it."""

import pytest

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Extraction, Medium
from crawler.flow import read_bytes, read_with_document
from tests.making.rar import new_rar, old_rar
from tests.making.zipped import zipped

pytestmark = pytest.mark.slow

NOTICE = "<html><p>关于召开会议的通知</p></html>".encode()


def page(year: int = 2023, made: str = "1") -> bytes:
    return (
        f"<!DOCTYPE html><html><body><h1>云溪县{year}年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
        "<p>二、主动公开政府信息情况</p><table><tr><td colspan=4>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        f"<tr><td>规章</td><td>{made}</td><td>2</td><td>3</td></tr></table></body></html>"
    ).encode()


def as_text(made: str) -> bytes:
    head = "云溪县2023年政府信息公开工作年度报告\n一、总体情况\n第二十条第（一）项\n"
    return f"{head}信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t{made}\t2\t3\n".encode()


def read(body: bytes) -> Extraction:
    return read_bytes(body, "http://a.gov.cn/a.zip")


def made_in(extraction: Extraction) -> tuple[str, str | None]:
    cells = {str(address): cell for address, cell in extraction.report.cells.items()}
    first = next(cell for name, cell in cells.items() if name.startswith("proactive.") and cell.raw)
    return first.raw, first.where.member


@pytest.mark.parametrize(
    ("pack", "medium"),
    [
        pytest.param(zipped, Medium.ZIP, id="ZIP"),
        pytest.param(new_rar, Medium.RAR, id="RAR 5"),
        pytest.param(lambda files: old_rar({name.encode("gbk"): body for name, body in files.items()}), Medium.RAR),
        pytest.param(lambda files: zipped({"内.zip": zipped(files)}), Medium.ZIP, id="ZIP in a ZIP"),
    ],
)
def test_the_report_among_other_files_is_read(pack: object, medium: Medium) -> None:
    assert callable(pack)
    extraction = read(pack({"通知.html": NOTICE, "2023/年报.html": page()}))

    raw, member = made_in(extraction)
    assert (raw, extraction.medium) == ("1", medium)
    assert member is not None
    assert member.endswith("2023/年报.html")
    assert [doubt for doubt in extraction.doubts if doubt.code.startswith("member")] == []


def test_cells_are_those_of_the_report_beside_the_archive_but_for_the_member() -> None:
    inside, beside = read(zipped({"年报.html": page()})).report, read_bytes(page(), "年报.html").report

    assert inside.title == beside.title
    assert {address: cell.value for address, cell in inside.cells.items()} == {
        address: cell.value for address, cell in beside.cells.items()
    }
    assert {cell.where.member for cell in inside.cells.values()} == {"年报.html"}
    assert {cell.where.member for cell in beside.cells.values()} == {None}


def test_the_document_is_that_of_the_member() -> None:
    document, extraction = read_with_document(zipped({"年报.html": page()}), "a.zip")

    assert (document.medium, extraction.medium) == (Medium.HTML, Medium.ZIP)


def test_an_unreadable_file_beside_the_report_is_a_doubt() -> None:
    extraction = read(zipped({"年报.html": page(), "章.bin": b"\x00\x01\x02\x03"}))

    assert [(doubt.code, "章.bin" in doubt.message) for doubt in extraction.doubts if "member" in doubt.code] == [
        ("member_not_read", True)
    ]


def test_one_report_in_two_media_is_read_from_the_better_one() -> None:
    extraction = read(zipped({"年报.txt": as_text("1"), "年报.html": page()}))

    assert made_in(extraction) == ("1", "年报.html")
    assert [doubt.code for doubt in extraction.doubts if "member" in doubt.code] == []


def test_two_media_that_say_different_things_are_a_doubt_about_those_cells() -> None:
    extraction = read(zipped({"年报.txt": as_text("8"), "年报.html": page(made="1")}))

    (doubt,) = (doubt for doubt in extraction.doubts if doubt.code == "members_disagree")
    assert {extraction.report.cells[address].raw for address in doubt.cells} == {"1"}


def test_several_reports_are_nobodys_report() -> None:
    with pytest.raises(NotReadable, match=r"holds 2 reports.*2022.html.*2023.html"):
        read(zipped({"2022.html": page(2022), "2023.html": page(2023)}))


def test_an_archive_without_a_report_names_what_is_in_it() -> None:
    with pytest.raises(NotAnAnnualReport, match=r"通知\.html"):
        read(zipped({"通知.html": NOTICE}))


def test_an_archive_whose_report_may_be_the_file_we_could_not_read_is_not_readable() -> None:
    with pytest.raises(NotReadable, match=r"年报\.bin"):
        read(zipped({"通知.html": NOTICE, "年报.bin": b"\x00\x01\x02\x03"}))


def test_an_empty_archive_holds_no_report() -> None:
    with pytest.raises(NotAnAnnualReport, match="no report in the archive"):
        read(zipped({}))
