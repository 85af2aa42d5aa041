"""Bad input gets an error that names file, line or unit, exit status 1 or 2, and leaves nothing half-written."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

HEADER = "id,name,kind,level,parent_id,site_url\n"
GOOD = "1,云溪县人民政府,government,county,,http://a.gov.cn/\n"


def row(kind: str = "department", *, name: str = "某局", parent: str = "", url: str = "http://a.gov.cn/") -> str:
    return f"{HEADER}1,{name},{kind},county,{parent},{url}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(HEADER + GOOD + GOOD, "line 3: the id '1' stands already in line 2", id="duplicate id"),
        pytest.param(row("bureau"), "line 2: kind 'bureau'", id="unknown kind"),
        pytest.param(row(url="ftp://a"), "line 2: site_url 'ftp://a'", id="wrong address"),
        pytest.param("id,name,kind,level,parent_id\n", "line 1: the column site_url is missing", id="missing column"),
        pytest.param(row(name=""), "line 2: name is empty", id="empty name"),
        pytest.param(row(parent="9"), "line 2: parent_id '9'", id="unknown parent"),
        pytest.param("", "line 1: the column id is missing", id="empty file"),
    ],
)
def test_a_bad_register_is_named_by_line_and_not_imported(gongkai: Any, tmp_path: Path, text: str, said: str) -> None:
    gongkai("init", "ws")
    (tmp_path / "units.csv").write_text(text, "utf-8")

    done = gongkai("--workspace", "ws", "units", "import", "units.csv")

    assert done.returncode == 2
    assert f"units.csv: {said}" in done.stderr
    assert "云溪县" not in gongkai("--workspace", "ws", "units", "list").stdout


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        pytest.param("empty.txt", b"", "empty.txt: not readable: it is empty", id="empty"),
        pytest.param("binary.doc", bytes(range(256)) * 20, "binary.doc: not readable", id="binary"),
        pytest.param("news.html", "<p>今天下雨。</p>".encode(), "news.html: not an annual report", id="not a report"),
        pytest.param(
            "old.txt",
            "云溪县2012年政府信息公开工作年度报告\n一、概述\n全年公开信息300条，收到申请2件。\n".encode(),
            "old.txt: form not recognised",
            id="before 2019",
        ),
        pytest.param("broken.pdf", b"%PDF-1.4 and nothing else", "broken.pdf: not readable", id="broken pdf"),
    ],
)
def test_a_document_that_cannot_be_read_is_named_and_the_others_are_read(
    gongkai: Any, tmp_path: Path, real_reports: Path, name: str, body: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(body)
    good = next(iter(sorted(real_reports.glob("*.txt"))))

    done = gongkai("read", name, good, "--format", "json")

    assert done.returncode == 1
    assert said in done.stderr
    assert good.name in done.stdout


def test_a_report_in_gbk_is_read_like_any_other(gongkai: Any, tmp_path: Path, real_reports: Path) -> None:
    source = next(iter(sorted(real_reports.glob("002*.txt"))))
    (tmp_path / "gbk.txt").write_bytes(source.read_text("utf-8").encode("gb18030"))

    done = gongkai("read", "gbk.txt", "--format", "json")

    assert done.returncode == 0
    assert '"value": 188950' in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("summary", "--area", "nowhere"), "no unit 'nowhere' in the register", id="unknown area"),
        pytest.param(("crawl", "nobody"), "no unit 'nobody' in the register", id="unknown unit"),
        pytest.param(("summary", "--now", "yesterday"), "'yesterday' is no moment", id="no moment"),
        pytest.param(("report", "nobody", "--year", "2020"), "no unit 'nobody'", id="report of nobody"),
    ],
)
def test_what_does_not_exist_is_wrong_usage(gongkai: Any, arguments: tuple[str, ...], said: str) -> None:
    gongkai("init", "ws")

    done = gongkai("--workspace", "ws", *arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_an_error(gongkai: Any) -> None:
    gongkai("init", "ws")

    done = gongkai("--workspace", "ws", "summary", GONGKAI_CRAWL__DELAY="1")

    assert done.returncode == 2
    assert "GONGKAI_CRAWL__DELAY" in done.stderr


def test_a_database_of_a_newer_version_is_left_alone(gongkai: Any, tmp_path: Path) -> None:
    gongkai("init", "ws")
    with sqlite3.connect(tmp_path / "ws" / "gongkai.db") as database:
        database.execute("update alembic_version set version_num = 'from the future'")
    database.close()

    done = gongkai("--workspace", "ws", "summary")

    assert done.returncode == 1
    assert "from the future" in done.stderr
    assert "newer version" in done.stderr


def test_a_command_without_a_workspace_says_how_to_get_one(gongkai: Any, tmp_path: Path) -> None:
    done = gongkai("--workspace", "nowhere", "summary")

    assert done.returncode == 1
    assert "gongkai init" in done.stderr
    assert not (tmp_path / "nowhere").exists()
