"""What a crawl came to, for Prometheus and on the terminal."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console

from monitor.jobs.crawl import CrawlResult
from monitor.metrics import write_metrics
from monitor.obligations.baseline import Silence
from monitor.progress import CrawlBar, UnitProgress

NOW = datetime(2025, 4, 20, 1, tzinfo=UTC)
UNITS = {"a.gov.cn": {"1": "云溪县人民政府", "2": "云溪县教育局"}, "b.gov.cn": {"3": "石汀县人民政府"}}
EVENTS = (
    {"event": "begun", "sites": 2, "resumed": False, "units": UNITS},
    {"event": "page"},
    {"event": "page"},
    {"event": "report", "unit": "1", "year": 2024},
    {"event": "report", "unit": None, "year": 2024},
    {"event": "site", "site": "a.gov.cn", "outcome": "complete", "pages": 2, "listed": {"1": [2023, 2024]}},
    {"event": "site", "site": "b.gov.cn", "outcome": "down", "pages": 0, "listed": {}},
    {"event": "closed", "reason": "finished", "errors": 0, "counts": {"gongkai/captures/new": 7}},
)


def test_prometheus_reads_the_figures_of_the_last_crawl(tmp_path: Path) -> None:
    file, result = tmp_path / "metrics" / "crawl.prom", CrawlResult(sites=2)
    write_metrics(file, result, timedelta(0), NOW, failed=True)
    for event in EVENTS:
        result.take(event)
    result.silent = (Silence("2", "a.gov.cn", (2023,), NOW),)

    write_metrics(file, result, timedelta(seconds=90), NOW, failed=False)

    samples = [one for family in text_string_to_metric_families(file.read_text()) for one in family.samples]
    assert {(one.name.removeprefix("gongkai_crawl_"), *one.labels.values()): one.value for one in samples} == {
        ("end_timestamp_seconds",): NOW.timestamp(),
        ("duration_seconds",): 90.0,
        ("failed",): 0.0,
        ("sites",): 2.0,
        ("pages",): 2.0,
        ("errors",): 0.0,
        ("silent_units",): 1.0,
        ("visits", "complete"): 1.0,
        ("visits", "down"): 1.0,
        ("events", "captures/new"): 7.0,
    }
    assert [path.name for path in file.parent.iterdir()] == ["crawl.prom"]
    assert result.in_words.endswith("reports that were listed before are listed no more: 2")


def test_each_unit_is_told_of_as_its_site_is_done() -> None:
    units = UnitProgress()
    units.begin(UNITS)
    units.report("1", 2022)

    assert units.total == 3
    assert list(units.done("a.gov.cn", "complete", {"1": [2024]})) == [
        "云溪县人民政府: 2022, 2024 (complete)",
        "云溪县教育局: no report (complete)",
    ]
    assert list(units.done("unknown.gov.cn", "down", {})) == []


def test_whoever_watches_sees_every_unit_and_a_log_does_not() -> None:
    shown = []
    for watched in (True, False):
        console = Console(file=io.StringIO(), force_terminal=watched, width=100, color_system=None)
        with CrawlBar("crawl", console) as bar:
            for event in EVENTS:
                bar.tell(event)
        shown.append(console.file.getvalue())  # type: ignore[attr-defined]

    assert "云溪县人民政府: 2023, 2024 (complete)" in shown[0]
    assert "石汀县人民政府: no report (down)" in shown[0]
    assert "云溪县教育局" not in shown[1]
    assert all("3/3 units, 2 pages" in one for one in shown)
