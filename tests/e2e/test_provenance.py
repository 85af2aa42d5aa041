"""`gongkai read` leads from an address back to the page it is printed on, in words and in colours."""

import json
from pathlib import Path
from typing import Any

import pytest

TEXT = "002_02d29890a3db4b01.txt"
PDF = "hongze_district_2023.pdf"


def test_an_address_is_shown_where_it_is_printed(gongkai: Any, real_reports: Path) -> None:
    done = gongkai("read", real_reports / TEXT, "--show", "proactive.procurement.amount_wan")

    assert done.returncode == 0
    lines = dict(line.strip().split(maxsplit=1) for line in done.stdout.splitlines()[1:])
    assert lines["printed"] == "'188950 万元'"
    assert lines["stands"] == "line 63, table 2, row 8, column 3"
    assert lines["trust"] == "certain"
    assert lines["around"].startswith("政府集中采购 | 3362 | [188950 万元]")


def test_each_address_is_one_object(gongkai: Any, real_reports: Path) -> None:
    addresses = ("requests.granted.total", "requests.new_received.natural_person")

    shown = [part for address in addresses for part in ("--show", address)]
    done = gongkai("read", real_reports / TEXT, "--format", "json", *shown)

    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["address"] for record in records] == list(addresses)
    assert [(record["value"], record["raw"], record["certain"]) for record in records] == [
        (29, "29", True),
        (38, "38", True),
    ]
    assert {"text": "29", "here": True} in records[0]["around"]


@pytest.mark.slow
def test_what_the_document_does_not_print_is_said(gongkai: Any, real_reports: Path) -> None:
    done = gongkai("read", real_reports / PDF, "--format", "json", "--show", "proactive.procurement.projects")

    assert done.returncode == 1
    assert json.loads(done.stdout)["printed"] is False


def test_an_address_of_no_form_is_wrong_usage_and_the_nearest_are_named(gongkai: Any, real_reports: Path) -> None:
    done = gongkai("read", real_reports / TEXT, "--show", "requests.granted.totl")

    assert done.returncode == 2
    assert "requests.granted.total" in done.stderr
    assert not done.stdout


def test_a_page_in_colours_is_written_beside_the_usual_result(gongkai: Any, real_reports: Path, tmp_path: Path) -> None:
    done = gongkai("read", real_reports / TEXT, "--annotate", "out.html")

    page = (tmp_path / "out.html").read_text("utf-8")
    assert (done.returncode, done.stderr) == (0, "out.html written\n")
    assert "海东市" in done.stdout
    assert page.count('<td class="gongkai-') == 198
    assert page.count('title="requests.granted.total = 29 (printed: 29): certain"') == 1


@pytest.mark.parametrize("out", ["out.docx", "out", "out.html.bak"])
def test_any_other_suffix_is_wrong_usage(gongkai: Any, real_reports: Path, tmp_path: Path, out: str) -> None:
    assert gongkai("read", real_reports / TEXT, "--annotate", out).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_several_documents_do_not_fit_into_one(gongkai: Any, real_reports: Path, tmp_path: Path) -> None:
    done = gongkai("read", real_reports / TEXT, real_reports / PDF, "--annotate", "out.html")

    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_document_itself_is_never_written_over(gongkai: Any, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("<p>1</p>")

    done = gongkai("read", "report.html", "--annotate", tmp_path / "." / "report.html")

    assert done.returncode == 2
    assert (tmp_path / "report.html").read_text() == "<p>1</p>"


def test_a_document_that_cannot_be_read_is_not_annotated(gongkai: Any, tmp_path: Path) -> None:
    (tmp_path / "news.html").write_text("<p>今天下雨。</p>", "utf-8")

    done = gongkai("read", "news.html", "--annotate", "out.html", "--show", "requests.granted.total")

    assert done.returncode == 1
    assert not (tmp_path / "out.html").exists()


def test_a_place_that_cannot_be_written_is_named(gongkai: Any, real_reports: Path) -> None:
    done = gongkai("read", real_reports / TEXT, "--annotate", "nowhere/out.html")

    assert done.returncode == 1
    assert "error: nowhere/out.html: No such file or directory" in done.stderr
