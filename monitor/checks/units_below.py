"""ROL-03 and ROL-04: what a government's report tells of the units below it, and how many of these have published."""

from collections.abc import Iterator

from crawler.domain.dossier import Dossier, Status
from crawler.domain.finding import Outcome, Severity
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.platform_told import platforms_told
from monitor.checks.sums_below import SUMMED_UP, owes

_SHOWN = 60
_PUBLISHED = frozenset(
    {
        Status.PUBLISHED_EARLY,
        Status.ON_TIME,
        Status.ON_TIME_BY_SIGN_DATE,
        Status.LATE,
        Status.POSSIBLY_LATE,
        Status.DATE_UNKNOWN,
        Status.DATE_DISPUTED,
    }
)


@dossier_check(
    "ROL-03",
    Severity.INFO,
    Text("上下级对同一事项的表述一致", "a report and those below it tell the same of the same thing"),
    scope=SUMMED_UP,
)
def same_thing_is_told_alike(dossier: Dossier) -> Iterator[Discrepancy]:
    """A platform that a unit below says is finished, and the report above says will soon be: a person decides.

    Only that one fact is compared, in sentences that name the unit; all else is left to readers.

    Basis: 国办公开办函〔2021〕30号 「发布内容不准确不全面」.
    Applies to: government.

    Passes:
        below: s1_overview: 我局已完成政府信息公开平台建设。
    Fails (INFO):
        add to s1_overview: 云溪县民政局近期可以完成平台建设。
        below: s1_overview: 我局已完成政府信息公开平台建设。
    """
    if dossier.extraction is None:
        yield not_applicable("未取得该单位报告", "no report of the unit is known")
        return
    told = list(platforms_told(dossier.extraction.report.narrative, dossier.subordinates))
    if not told:
        yield Discrepancy(Outcome.PASS, Text("未见表述不一致", "nothing is told differently"))
    for name, above, below in told:
        message = Text(
            f"本报告称“{_shortened(above)}”，{name}报告称“{_shortened(below)}”，表述不一致，请核实",
            f"this report: {_shortened(above)!r}; that of {name}: {_shortened(below)!r}",
        )
        yield Discrepancy(Outcome.INFO, message, quotes=(above, below))


@dossier_check(
    "ROL-04",
    Severity.INFO,
    Text("所属单位均已公开年度报告", "every unit below has published its report"),
    scope=SUMMED_UP,
)
def units_below_have_published(dossier: Dossier) -> Iterator[Discrepancy]:
    """How many of the units below that owe a report have published one: a figure for the summary of the area.

    Basis: 条例 art. 49(1); the shape of published notices (应公开单位N个，按时公开N个).
    Applies to: government.

    Passes:
        below status: on_time
    Passes (NOT_APPLICABLE):
        kind: government
    Fails (INFO):
        below status: missing
    """
    stands = [one.standing.status for one in dossier.subordinates if one.standing is not None and owes(one)]
    if not stands:
        yield not_applicable("无应公开的所属单位", "no unit below owes a report")
        return
    published = sum(status in _PUBLISHED for status in stands)
    unseen = stands.count(Status.UNVERIFIABLE)
    yield Discrepancy(
        Outcome.PASS if published == len(stands) else Outcome.INFO,
        Text(
            f"所属应公开单位{len(stands)}个，监测到已公开{published}个"
            + (f"，另有{unseen}个因网站无法访问等原因未能核实" if unseen else ""),
            f"{published} of {len(stands)} units below have published"
            + (f"; {unseen} could not be verified" if unseen else ""),
        ),
    )


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}…"
