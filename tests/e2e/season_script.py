"""What each office has to hear at each step of the season, written by hand from the law, the calendar and the ladder.

Due by article 49: departments on January 31, governments on March 31, 2025. In that winter January 26 and February 8
were worked in place of other days; nobody worked from January 28 to February 4, nor from April 4 to 6. So the ladder
of 15, 10, 5, 2 and 1 working days begins on January 8, 15, 22, 26 and 27, and on March 10, 17, 24, 27 and 28.
"""

from collections import Counter
from collections.abc import Mapping

from tests.e2e.season_room import Line

CITY, CLOUD, STONE = "city", "cloud", "stone"
AWAITED, MISSING, SEEN, TAKEN_BACK, UNVERIFIED = "not yet seen", "missing", "seen since", "taken back", "not verified"

_WALL = "石汀县水利局"
Told = tuple[str, str, str, tuple[str, ...]]


def _told(*told: Told) -> Counter[Line]:
    return Counter((office, kind, unit, said) for office, kind, said, units in told for unit in units)


def _remind(office: str, *units: str) -> Told:
    return office, "reminder", AWAITED, units


def _notice(office: str, said: str, *units: str) -> Told:
    return office, "notice", said, units


_WALL_REMINDED: Told = (STONE, "reminder", UNVERIFIED, (_WALL,))
"""Its site lets nobody see it: the office is asked to look itself."""

_WALL_APART: Told = _notice(STONE, UNVERIFIED, _WALL)
"""Past the due day it stands apart in every letter about the area, and is accused of nothing."""

_WALL_APART_IN_CITY: Told = _notice(CITY, UNVERIFIED, _WALL)

SEASON: Mapping[str, Counter[Line]] = {
    "2024-11-14": _told(),
    # The register is reviewed; reports on 2023 are owed by nobody any more.
    "2024-11-15": _told(),
    # The first crawl, made up for on a Monday: all on 2023 were in time, but for one that cannot be seen.
    "2024-12-16": _told(),
    "2025-01-08": _told(
        _remind(CITY, "青岚市财政局"),
        _remind(CLOUD, "云溪县教育局", "云溪县民政局", "云溪县财政局", "云溪县水利局", "云溪县司法局"),
        _remind(STONE, "石汀县卫生健康局", "石汀县林业局", "石汀县审计局"),
        _WALL_REMINDED,
    ),
    # 教育局 published on January 10.
    "2025-01-15": _told(
        _remind(CITY, "青岚市财政局"),
        _remind(CLOUD, "云溪县民政局", "云溪县财政局", "云溪县水利局", "云溪县司法局"),
        _remind(STONE, "石汀县卫生健康局", "石汀县林业局", "石汀县审计局"),
        _WALL_REMINDED,
    ),
    # A Saturday: 水利局 of 云溪县 has published sums that do not add up; a reviewer dismisses that before Monday.
    "2025-01-18": _told(),
    # 财政局 of 云溪县 published such sums the day before. Then a reviewer dismisses them, and stone takes note.
    "2025-01-22": _told(
        _remind(CLOUD, "云溪县民政局", "云溪县司法局"),
        _notice(CLOUD, "T3-02", "云溪县财政局"),
        _remind(STONE, "石汀县林业局", "石汀县审计局"),
        _WALL_REMINDED,
    ),
    # A Sunday that is worked: two working days are left. Who took note is not reminded again.
    "2025-01-26": _told(
        (CLOUD, "correction", TAKEN_BACK, ("云溪县财政局",)),
        _remind(CLOUD, "云溪县民政局", "云溪县司法局"),
    ),
    "2025-01-27": _told(_remind(CLOUD, "云溪县民政局", "云溪县司法局")),
    # The day after it was due, in the Spring Festival: sites are crawled, and nobody is written to.
    "2025-02-01": _told(),
    # The first working day, looked for in vain on two days. 林业局 has dated its report January 24, and not published.
    "2025-02-05": _told(
        _notice(CLOUD, MISSING, "云溪县民政局", "云溪县司法局"),
        _notice(STONE, MISSING, "石汀县林业局", "石汀县审计局"),
        _WALL_APART,
    ),
    # Seven days after it was due the city hears; of what cloud took note of it does not.
    "2025-02-07": _told(
        (CITY, "escalation", MISSING, ("石汀县林业局", "石汀县审计局")),
        (CITY, "escalation", UNVERIFIED, (_WALL,)),
    ),
    # What we cannot prove of a date is for review: the offices hear that the report is out, and no more.
    "2025-02-14": _told(
        _notice(CITY, SEEN, "石汀县林业局"),
        _WALL_APART_IN_CITY,
        _notice(CLOUD, "逾期公布（逾期14天）", "云溪县民政局"),
        _notice(STONE, SEEN, "石汀县林业局"),
        _WALL_APART,
    ),
    # Two days before, a report was exchanged for one with other figures.
    "2025-02-20": _told(_notice(STONE, "PUB-07", "石汀县卫生健康局"), _WALL_APART),
    # Fifteen working days before governments are due; that of 云溪县 published on March 5.
    "2025-03-10": _told(_remind(CITY, "青岚市人民政府"), _remind(STONE, "石汀县人民政府")),
    # The machine was off for three steps of the ladder: one reminder, the one of the day.
    "2025-03-28": _told(_remind(STONE, "石汀县人民政府")),
    # One look is no proof.
    "2025-04-01": _told(),
    "2025-04-03": _told(_notice(STONE, MISSING, "石汀县人民政府"), _WALL_APART),
    "2025-04-07": _told(
        (CITY, "escalation", MISSING, ("石汀县人民政府",)),
        (CITY, "escalation", UNVERIFIED, (_WALL,)),
    ),
    # Published on April 9: who was told of its absence hears that it came late.
    "2025-04-10": _told(
        _notice(CITY, "逾期公布（逾期9天）", "石汀县人民政府"),
        _WALL_APART_IN_CITY,
        _notice(STONE, "逾期公布（逾期9天）", "石汀县人民政府"),
        _WALL_APART,
    ),
    "2025-04-15": _told(),
    "2025-04-30": _told(),
}

KILLED: Mapping[str, Counter[Line]] = {
    "2025-01-22": _told(
        _remind(CLOUD, "云溪县民政局", "云溪县司法局"),
        _notice(CLOUD, "T3-02", "云溪县财政局", "云溪县水利局"),
        _remind(STONE, "石汀县林业局", "石汀县审计局"),
        _WALL_REMINDED,
    ),
    "2025-02-01": _told(),
    "2025-02-05": SEASON["2025-02-05"],
    # Nobody took note of anything: the city hears of both counties.
    "2025-02-07": _told(
        (CITY, "escalation", MISSING, ("云溪县民政局", "云溪县司法局", "石汀县林业局", "石汀县审计局")),
        (CITY, "escalation", UNVERIFIED, (_WALL,)),
    ),
    "2025-02-14": _told(
        _notice(CITY, SEEN, "石汀县林业局"),
        _notice(CITY, "逾期公布（逾期14天）", "云溪县民政局"),
        _WALL_APART_IN_CITY,
        _notice(CLOUD, "逾期公布（逾期14天）", "云溪县民政局"),
        _notice(STONE, SEEN, "石汀县林业局"),
        _WALL_APART,
    ),
}
"""The weeks in which the program is killed again and again; nobody looks at pages or takes note of anything."""
