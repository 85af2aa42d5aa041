"""A season from November to April: at every step each office hears what a script written by hand says, and no more."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.e2e.season_pages import Look, Pages
from tests.e2e.season_post import PostOffice, Received
from tests.e2e.season_room import Line, at, lines_of, open_season
from tests.e2e.season_script import SEASON
from tests.monitor.web.browser import chromium

pytestmark = pytest.mark.slow


@dataclass
class Season:
    """What came of it: the lines that offices received by step, and what the pages said."""

    post: PostOffice
    received: dict[str, Counter[Line]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    with open_season(tmp_path_factory.mktemp("season")) as room, chromium() as browser:
        pages, found = Pages(room, browser), Season(room.post)
        for day in SEASON:
            room.step(at(day))
            new = room.new()
            found.received[day] = lines_of(new)
            if day in _LOOKS:
                with pages.opened(at(day)) as look:
                    found.pages |= {f"{day} {name}": said for name, said in _LOOKS[day](look, new).items()}
        yield found


def _link(new: tuple[Received, ...], office: str, kind: str) -> str:
    return next(one.link for one in new if (one.office, one.kind) == (office, kind))


def _on_a_saturday(look: Look, new: tuple[Received, ...]) -> dict[str, str]:
    return {"dismissed": look.dismiss("990121904", "T3-02")}


def _in_january(look: Look, new: tuple[Received, ...]) -> dict[str, str]:
    return {
        "dismissed": look.dismiss("990121903", "T3-02"),
        "acknowledged": look.acknowledge(_link(new, "stone", "reminder")),
    }


def _after_the_due_day(look: Look, new: tuple[Received, ...]) -> dict[str, str]:
    return {
        "overview": look.overview(),
        "missing": look.unit("990121905"),
        "walled": look.unit("990122904"),
        "acknowledged": look.acknowledge(_link(new, "cloud", "notice")),
    }


def _at_the_end(look: Look, new: tuple[Received, ...]) -> dict[str, str]:
    return {
        "overview": look.overview(),
        "late": look.unit("990122"),
        "revised": look.unit("990122901"),
        "back-dated": look.unit("990122902"),
        "noted": look.unit("990121905"),
    }


_LOOKS = {
    "2025-01-18": _on_a_saturday,
    "2025-01-22": _in_january,
    "2025-02-05": _after_the_due_day,
    "2025-04-30": _at_the_end,
}


@pytest.mark.parametrize("day", SEASON)
def test_each_office_hears_what_the_script_says(season: Season, day: str) -> None:
    assert season.received[day] == SEASON[day]


def test_nothing_is_sent_twice(season: Season) -> None:
    assert set(season.post.came.values()) == {1}


def test_a_reviewer_dismisses_and_offices_take_note(season: Season) -> None:
    assert "已处理2条" in season.pages["2025-01-18 dismissed"]
    assert "已处理2条" in season.pages["2025-01-22 dismissed"]
    assert "已确认：周明" in season.pages["2025-01-22 acknowledged"]
    assert "已确认：周明" in season.pages["2025-02-05 acknowledged"]


def test_the_overview_counts_what_is_decided(season: Season) -> None:
    assert "55.6% 5 / 9 家" in season.pages["2025-02-05 overview"]
    assert "63.6% 7 / 11 家" in season.pages["2025-04-30 overview"]


def test_a_unit_shows_where_it_stands_and_what_was_seen_and_told(season: Season) -> None:
    missing, noted = season.pages["2025-02-05 missing"], season.pages["2025-04-30 noted"]
    assert "逾期未公布" in missing
    assert "已告知（云溪县人民政府办公室）" in missing
    assert "（青岚市人民政府办公室）" not in noted
    assert "无法核实" in season.pages["2025-02-05 walled"]
    assert "逾期公布（逾期9天）" in season.pages["2025-04-30 late"]
    assert "监测到报告内容有变化" in season.pages["2025-04-30 revised"]
    assert "日期存疑" in season.pages["2025-04-30 back-dated"]
