"""A crawl that dies loses the page in flight and nothing else, and proves nothing."""

import subprocess
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from spiders.simulator.sample import AS_OF, sample_world

pytestmark = pytest.mark.slow

UNITS = ("-a", "units=990121")


def captures(room: Any) -> dict[str, str]:
    with room.work() as work:
        return {kept.url: kept.digest for kept in work.captures.to_reread()}


def publications(room: Any) -> set[tuple[str, int, str]]:
    with room.work() as work:
        years = range(2019, 2026)
        seen = [one for year in years for one in work.reports.publications(year)]
    return {(one.unit_id, one.report_year, one.url.split("/", 3)[-1]) for one in seen}


def kill_midway(room: Any, now: Any) -> None:
    """Start a crawl and kill it, without warning, once it has kept a few pages."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(room.command(now, *UNITS), env=room.environment, **quiet) as crawl:
        try:
            deadline = time.monotonic() + 120
            while len(captures(room)) < 5 and time.monotonic() < deadline:
                time.sleep(0.02)
        finally:
            crawl.kill()


def test_a_killed_crawl_keeps_what_it_had_and_the_next_one_completes_it(tmp_path: Path, crawl_room: Any) -> None:
    with crawl_room(tmp_path / "whole", sample_world()) as undisturbed:
        undisturbed.crawl(AS_OF, *UNITS)
        whole = publications(undisturbed)

    with crawl_room(tmp_path / "killed", sample_world(), latency=0.05) as room:
        kill_midway(room, AS_OF - timedelta(days=1))
        left = captures(room)
        with room.work() as work:
            site = next(site for site in work.units.register().sites() if site.units[0].id == "990121")
            proven = work.visits.of_site(site.id, AS_OF - timedelta(days=30))
        room.crawl(AS_OF, *UNITS)
        resumed = captures(room)
        completed = publications(room)

    assert 0 < len(left) < len(resumed)
    assert proven == ()
    assert left.items() <= resumed.items()
    assert completed == whole


def test_a_full_disk_ends_the_crawl_as_failed_and_leaves_the_archive_readable(tmp_path: Path, crawl_room: Any) -> None:
    with crawl_room(tmp_path / "full", sample_world()) as room:
        # Files of this child may not grow beyond this size: writing then fails as on a full disk.
        limited = ["bash", "-c", 'ulimit -f 400; exec "$0" "$@"', *room.command(AS_OF, *UNITS)]
        done = subprocess.run(limited, env=room.environment, capture_output=True, text=True, timeout=120, check=False)
        kept = captures(room)
        with room.work() as work:
            readable = [room.workspace.archive.load(one.location) for one in work.captures.to_reread()]
            visits = [work.visits.last(site.id) for site in work.units.register().sites()]

    assert '"reason": "finished"' not in done.stdout
    assert len(readable) == len(kept)
    assert not any(visit is not None and visit.good for visit in visits)
