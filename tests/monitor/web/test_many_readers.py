"""The bench of serving at its smallest, and what may be remembered for one reader and shown to another."""

import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from crawler.domain.dossier import Status
from monitor.access.entrance import Entrance
from monitor.access.secret import csrf_of
from monitor.web import create_app
from monitor.web.remembered import Memory
from monitor.wiring import Workspace, find_and_load
from storage.accounts import HeldRole
from storage.standing_lists import Wanted
from storage.unit_of_work import unit_of_work
from tests.bench.judging_world import AS_OF, YEAR
from tests.bench.serving_exports import FORMATS, rows_in
from tests.bench.serving_readers import Reader
from tests.bench.serving_store import Store, fill
from tests.bench.serving_visitors import NOW, visitors

pytestmark = pytest.mark.slow

_PROVINCE, _PREFECTURE = "00000", "00001"


@dataclass
class Served:
    workspace: Workspace
    store: Store
    web: TestClient

    def get(self, reader: Reader, path: str) -> Response:
        return self.web.get(path, headers={"cookie": "=".join(reader.cookie)})

    def obliged(self, reader: Reader) -> int:
        return int(self.get(reader, f"/api/v1/overview?year={YEAR}").json()["obliged"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Store]:
    folder = tmp_path_factory.mktemp("serving")
    with closing(find_and_load(folder, {})) as workspace:
        workspace.prepare()
        return folder, fill(workspace, 2, 150)


@pytest.fixture
def served(filled: tuple[Path, Store], tmp_path: Path) -> Iterator[Served]:
    folder, store = filled
    shutil.copytree(folder, tmp_path / "workspace")
    with closing(find_and_load(tmp_path / "workspace", {})) as workspace:
        entrance = Entrance(workspace.database, lambda: NOW, workspace.config.serve, "")
        app = create_app(workspace, lambda: NOW, entrance.sessions, entrance)
        yield Served(workspace, store, TestClient(app, "http://localhost", follow_redirects=False))


def test_every_kind_of_page_is_there_for_readers_of_every_scope(served: Served) -> None:
    seen = set[str]()
    for reader in visitors(served.workspace, served.store, 4):
        for kind, paths in reader.pages.items():
            assert [served.get(reader, path).status_code for path in paths[:2]] == [200] * len(paths[:2])
            seen.add(kind)
    assert seen == {"overview", "area", "unit", "report"}


@pytest.mark.parametrize("kind", FORMATS)
def test_an_export_holds_every_row(served: Served, kind: str) -> None:
    reader, *_ = visitors(served.workspace, served.store, 1)
    units = served.get(reader, f"/areas?year={YEAR}&format={kind}")
    found = served.get(reader, f"/findings?year={YEAR}&state=all&format={kind}")
    assert rows_in(units.content, kind) == served.store.units
    assert rows_in(found.content, kind) == served.store.findings


def test_numbers_that_were_counted_for_one_reader_are_not_shown_to_one_who_sees_less(served: Served) -> None:
    everywhere, below = _readers(served, None, _PREFECTURE)
    assert served.obliged(everywhere) == served.store.units
    assert served.obliged(below) == served.store.units // 2
    assert served.get(everywhere, f"/units/{_PROVINCE}").status_code == 200
    assert served.get(below, f"/units/{_PROVINCE}").status_code == 404
    assert f"/units/{_PROVINCE}-" in served.get(everywhere, "/areas?order=id").text
    assert f"/units/{_PROVINCE}-" not in served.get(below, "/areas?order=id").text


@pytest.mark.parametrize("path", ["/", "/areas", f"/areas/{_PREFECTURE}?order=name"])
def test_what_was_drawn_for_one_reader_is_shown_to_another_without_anything_of_theirs(
    served: Served, path: str
) -> None:
    readers = _readers(served, None, None)
    shown = [served.get(reader, path).text for reader in readers]
    secrets = [csrf_of(reader.cookie[1]) for reader in readers]
    assert [[secret in text for text in shown] for secret in secrets] == [[True, False], [False, True]]
    assert [[f"reader-{place}" in text for text in shown] for place in (0, 1)] == [[True, False], [False, True]]
    assert len({text.partition("<main")[2] for text in shown}) == 1


@pytest.mark.parametrize("path", ["/", "/areas"])
def test_a_page_that_was_drawn_in_one_language_is_drawn_anew_in_another(served: Served, path: str) -> None:
    (reader,) = _readers(served, None)
    chinese, english = (served.get(reader, f"{path}?lang={language}").text for language in ("zh", "en"))
    assert ("On-time rate" in chinese, "On-time rate" in english) == (False, True)


def test_a_new_judgement_is_seen_at_once(served: Served) -> None:
    (reader,) = _readers(served, None)
    page = f"/areas?status=withdrawn&year={YEAR}"
    before = served.get(reader, page).text
    with unit_of_work(served.workspace.database) as work:
        stood, *_ = work.standing_lists.part(Wanted(YEAR), 1)
        gone = replace(stood, standing=replace(stood.standing, status=Status.WITHDRAWN))
        work.standings.keep(YEAR, AS_OF + timedelta(hours=1), [gone])
        work.standings.close(YEAR, AS_OF + timedelta(hours=1))
    after = served.get(reader, page).text
    link = f"/units/{stood.unit.id}"
    assert (link in before, link in after) == (False, True)


def test_what_a_reviewer_did_is_seen_by_all_at_once(served: Served) -> None:
    reviewer, reader = _readers(served, None, _PROVINCE)
    with unit_of_work(served.workspace.database) as work:
        finding = next(one for one in work.findings.of_year(YEAR) if not one.finding.is_for_operator)
        work.accounts.give(work.accounts.get("reader-0").id, [HeldRole("reviewer")])
    shown = [f"/findings?state=acknowledged&unit={finding.unit_id}", f"/findings?year={YEAR}"]
    before = [served.get(reader, path).text for path in shown]
    headers = {"cookie": "=".join(reviewer.cookie), "x-csrf-token": csrf_of(reviewer.cookie[1])}
    act = {"act": "acknowledge", "id": str(finding.id), "note": "已联系单位"}
    assert served.web.post("/findings/acts", data=act, headers=headers).status_code == 303
    after = [served.get(reader, path).text for path in shown]
    link = re.compile(rf"/findings/{finding.id}\b")
    assert (bool(link.search(before[0])), bool(link.search(after[0]))) == (False, True)
    assert before[1] != after[1]


def test_of_many_who_ask_at_once_one_counts() -> None:
    memory, counted = Memory(), list[int]()

    def count() -> int:
        time.sleep(0.02)
        counted.append(1)
        return len(counted)

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: memory.get("numbers", count), range(16)))
    assert (given, counted) == ([1] * 16, [1])


def test_what_could_not_be_counted_is_counted_by_the_next_who_asks() -> None:
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.get("numbers", lambda: 1 // 0)
    assert memory.get("numbers", lambda: 2) == 2


def _readers(served: Served, *areas: str | None) -> tuple[Reader, ...]:
    """Readers of some areas, each with a session of their own."""
    readers = visitors(served.workspace, served.store, len(areas))
    with unit_of_work(served.workspace.database) as work:
        for place, area in enumerate(areas):
            work.accounts.give(work.accounts.get(f"reader-{place}").id, [HeldRole("viewer", area)])
    return readers
