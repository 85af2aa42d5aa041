"""How well we read a report: for the operator, never told to an office."""

from collections.abc import Iterator
from decimal import Decimal

from crawler.domain.dossier import Dossier
from crawler.domain.finding import Outcome, Severity
from crawler.domain.legibility import lost_cells
from crawler.domain.wording import Text
from monitor.checks.catalogue import Discrepancy, dossier_check, not_applicable
from monitor.checks.rules import Limits
from monitor.checks.trust import trusted

_NO_REPORT = not_applicable("未取得报告", "there is no report")


@dossier_check(
    "PQ-01",
    Severity.MEDIUM,
    Text("表格各格均已识读", "every cell of the tables was read"),
    limits={"share": "0.2"},
)
def cells_were_read(dossier: Dossier, limits: Limits) -> Iterator[Discrepancy]:
    """Few cells of the tables are unread or hold words where a figure belongs.

    Where they are more than the limit the tables are not judged and a person must read them; fewer are a hint. It is
    about our own reading: only the operator sees it.

    Basis: the state of each cell as it was read.
    Applies to: every kind of unit.

    Passes:
    Fails (INFO):
        requests.granted.total = unread
    Fails (WARN):
        requests.*.* = unread
    """
    report = None if dossier.extraction is None else dossier.extraction.report
    if report is None or not report.cells:
        yield _NO_REPORT
        return
    lost = lost_cells(report)
    share = Decimal(len(lost)) / len(report.cells)
    if not lost:
        yield Discrepancy(Outcome.PASS, Text("各格均已识读", "every cell was read"))
        return
    many = share > limits["share"]
    end = Text("，需人工核对", ": a person must read them")
    if trusted(dossier.extraction) is None:
        end = Text("，表格检查项已停用，需人工核对", ": the tables are not judged; a person must read them")
    seen = Text(
        f"{len(report.cells)}格中有{len(lost)}格未能识读或非数字（{share:.0%}）",
        f"{len(lost)} of {len(report.cells)} cells unread or no figure ({share:.0%})",
    )
    yield Discrepancy(
        Outcome.WARN if many else Outcome.INFO,
        Text(seen.zh + end.zh, seen.en + end.en) if many else seen,
        lost,
        None if many else Severity.INFO,
    )


@dossier_check("PQ-02", Severity.INFO, Text("标签与格式文本一致", "the labels are spelt as the form spells them"))
def labels_are_the_forms(dossier: Dossier) -> Iterator[Discrepancy]:
    """A label that was taken for a row or column of the form, though it is spelt otherwise, is named.

    What is named may be a new variant for the forms, or a sign that a row was taken for another. Only the operator
    sees it.

    Basis: the labels of the form (国办公开办函〔2021〕30号, 〔2019〕60号).
    Applies to: every kind of unit.

    Passes:
    Fails (INFO):
        label: proactive.1.repealed 本年度止件数
    """
    report = None if dossier.extraction is None else dossier.extraction.report
    if report is None or not report.cells:
        yield _NO_REPORT
        return
    if not report.variants:
        yield Discrepancy(Outcome.PASS, Text("未见异体标签", "no label is spelt otherwise"))
        return
    named = [f"“{printed}”" for printed in report.variants.values()]
    keys = [f"{printed} as {key}" for key, printed in report.variants.items()]
    yield Discrepancy(
        Outcome.INFO,
        Text(f"以下标签与格式文本不同，按其含义识读：{'、'.join(named)}", f"labels spelt otherwise: {', '.join(keys)}"),
    )
