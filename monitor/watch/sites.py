"""Sites that we do not see: unreachable, blocking, tampered with, seen in part, rebuilt, or silent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from crawler.domain.evidence import VisitOutcome
from crawler.domain.wording import Text
from monitor.watch.facts import Facts
from monitor.watch.trouble import Broken, Trouble
from storage.eyesight import Look

_KINDS = {
    VisitOutcome.DOWN: Broken.UNREACHABLE,
    VisitOutcome.BLOCKED: Broken.BLOCKED,
    VisitOutcome.ROBOTS: Broken.BLOCKED,
    VisitOutcome.HIJACKED: Broken.HIJACKED,
    VisitOutcome.COLUMN_NOT_FOUND: Broken.UNSEEN,
    VisitOutcome.LISTING_INCOMPLETE: Broken.UNSEEN,
    VisitOutcome.REDIRECTED_HOME: Broken.UNSEEN,
    VisitOutcome.NOT_IDENTIFIED: Broken.UNSEEN,
}
"""A budget that was spent is no trouble of that site: the next crawl goes on."""

_OUTAGES = (Broken.UNREACHABLE, Broken.BLOCKED)
_AT_ONCE = (Broken.HIJACKED,)
_GOOD_VISITS = 2
"""So many visits in a row without it end a trouble of a site."""

_SPACED = timedelta(days=3)
"""Two visits that far apart say as much as more of them do on one day."""

_RECENT = timedelta(days=2)
_FEWEST_SITES, _MOST = 5, 0.5

_NOT_THEIRS = Text(
    "属于监测条件问题，期间对该网站各单位不作未公布的判断。",
    "This is about our own eyes: meanwhile no unit of the site is said to have published nothing.",
)


def sites_unseen(facts: Facts) -> Iterator[Trouble]:
    """Troubles of single sites; where most sites fail at once, the one trouble that explains them."""
    down, visited = _down_now(facts.looks, facts)
    way_out = visited >= _FEWEST_SITES and down >= visited * _MOST
    if way_out:
        yield Trouble(Broken.WAY_OUT, "", _way_out_words(down, visited))
    for site_id, looks in facts.looks.items():
        for kind in dict.fromkeys(_KINDS.values()):
            known = (kind.value, site_id) in facts.known
            explained = way_out and kind in _OUTAGES and not known
            if not explained and _lasts(kind, looks, known, facts.settings.visits):
                yield Trouble(kind, site_id, _words(kind, site_id, looks))


def sites_rebuilt(facts: Facts) -> Iterator[Trouble]:
    """Sites whose columns now stand at addresses of another shape than on the visits before."""
    for site_id, looks in facts.looks.items():
        seen = [shapes for look in looks if (shapes := {shape_of(url) for url in look.columns})]
        if len(seen) > 1 and seen[-1].isdisjoint(seen[0]):
            old, new = "、".join(sorted(seen[0])), "、".join(sorted(seen[-1]))
            yield Trouble(
                Broken.REBUILT,
                site_id,
                Text(
                    f"{site_id}：年报栏目的地址形式由{old}变为{new}，请核对采集结果。{_NOT_THEIRS.zh}",
                    f"{site_id}: columns moved from {old} to {new}; please look whether all is found. {_NOT_THEIRS.en}",
                ),
            )


def sites_silent(facts: Facts) -> Iterator[Trouble]:
    """Sites of which the last crawl lost units: their reports were listed before."""
    for site_id, unit_ids in facts.silent.items():
        units = "、".join(sorted(unit_ids))
        yield Trouble(
            Broken.SILENT,
            site_id,
            Text(
                f"{site_id}：以前列出过年报的单位（{units}）这次一份也未列出，多半是采集走错了路。{_NOT_THEIRS.zh}",
                f"{site_id}: units whose reports were listed before ({units}) have none listed now; most likely we "
                f"lost the way. {_NOT_THEIRS.en}",
            ),
        )


def shape_of(url: str) -> str:
    """What the addresses of one family of pages have in common.

    >>> shape_of("http://www.a.gov.cn/col/col12345/index.html?uid=7")
    '/col/col#/index.html'
    """
    return re.sub(r"\d+", "#", urlsplit(url).path) or "/"


def _lasts(kind: Broken, looks: Sequence[Look], known: bool, visits: int) -> bool:
    """Whether the last visits say that it is there, or, where it was, do not yet say that it is over."""
    of_kind = [_KINDS.get(look.outcome) is kind for look in looks]
    if known:
        return any(of_kind[-_GOOD_VISITS:])
    if not of_kind or not of_kind[-1]:
        return False
    in_row = next((back for back, hit in enumerate(reversed(of_kind)) if not hit), len(of_kind))
    spaced = in_row > 1 and looks[-1].at - looks[-in_row].at >= _SPACED
    return kind in _AT_ONCE or spaced or in_row >= visits


def _down_now(looks: Mapping[str, Sequence[Look]], facts: Facts) -> tuple[int, int]:
    """Of the sites visited of late, how many could not be seen at all, and how many there are."""
    last = [of_site[-1] for of_site in looks.values() if of_site and facts.now - of_site[-1].at <= _RECENT]
    return sum(_KINDS.get(look.outcome) in _OUTAGES for look in last), len(last)


def _way_out_words(down: int, visited: int) -> Text:
    return Text(
        f"最近两天访问的{visited}个网站中有{down}个打不开，请检查本机网络和出口。属于监测条件问题，期间不作未公布的判断。",
        f"Of {visited} sites visited in the last two days {down} could not be reached: please look at our own network. "
        "Meanwhile no unit is said to have published nothing.",
    )


def _words(kind: Broken, site_id: str, looks: Sequence[Look]) -> Text:
    met = [look for look in looks if _KINDS.get(look.outcome) is kind]
    cause = f"（{met[-1].cause}）" if met[-1].cause else ""
    told = f" ({met[-1].cause})" if met[-1].cause else ""
    return Text(
        f"{site_id}：{kind.words.zh}，最近{len(looks)}次访问中{len(met)}次如此{cause}。{_NOT_THEIRS.zh}",
        f"{site_id}: {kind.words.en}, on {len(met)} of the last {len(looks)} visits{told}. {_NOT_THEIRS.en}",
    )
