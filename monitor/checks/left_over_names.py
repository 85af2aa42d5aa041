"""Titles in a report that name another unit: what was left over from a text that was taken for a model."""

import re
from collections.abc import Iterator

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome
from crawler.domain.normalise import squeeze
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy

_TITLE = re.compile(r"\(?(?:20\d\d年?度?)?\)?(?:年度)?政府信息公开(?:工作)?(?:年度)?(?:工作)?报告")

_LINK = re.compile(rf"[^。;,]{{0,40}}{_TITLE.pattern}(?:\.[a-z]{{3,4}}|[\[(]?\d{{4}}-\d{{2}}-\d{{2}}[\])]?)?")


def named_as_another(dossier: Dossier) -> Iterator[Discrepancy]:
    """A report that calls itself by the title of another unit's: only the full name before the title will do."""
    report = None if dossier.extraction is None else dossier.extraction.report
    if report is None or dossier.unit is None:
        return
    own, text = squeeze(dossier.unit.name), _text(report)
    for title in _TITLE.finditer(text):
        before = text[: title.start()]
        for sibling in dossier.siblings:
            names = (squeeze(name) for name in (sibling.name, *sibling.aliases))
            named = next((name for name in names if before.endswith(name) and name not in own), None)
            if named is not None:
                yield _called(sibling.name, named + title[0])


def _text(report: Report) -> str:
    """All that is said, without lines of the text that are but a title: a page links to its neighbours by them."""
    lines = (line for line in report.narrative.split("\n") if not _LINK.fullmatch(squeeze(line)))
    return squeeze("\n".join((report.preface, *lines)))


def _called(name: str, printed: str) -> Discrepancy:
    return Discrepancy(
        Outcome.WARN,
        Text(
            f"正文印有“{printed}”，所称单位为{name}，疑似留有其他单位名称，请核实",
            f"the text says {printed!r}, which names another unit",
        ),
        quotes=(printed,),
    )
