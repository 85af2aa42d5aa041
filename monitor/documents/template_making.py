"""Writes the templates that are shipped: python -m monitor.documents.template_making."""

from collections.abc import Callable, Mapping
from pathlib import Path

from monitor.documents.kinds import NoticeKind
from monitor.documents.paper import Paper

FOLDER = Path(__file__).parent / "templates"

_BASIS = "《中华人民共和国政府信息公开条例》"
_UNIT_COLUMNS = ("序号", 9, "{{ line.number }}"), ("单位", 36, "{{ line.unit }}")
_DUE = ("应公布期限", 25, "{{ line.due }}"), ("期限依据", 28, "{{ line.due_basis }}")
_LAST = "{{ 2 + (1 if problems else 0) + (1 if recheck else 0) }}"
"""The number of the last attachment of a circular: those before it are not always there."""

_EVIDENCE = ("监测情况及证据（网址、采集时间、哈希值）", 0, "{{ line.evidence }}")
_WIDTH = 225.0
"""Millimetres across the page between the margins."""


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write all templates into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = tuple(folder / f"{kind.value}.docx" for kind in NoticeKind)
    for kind, path in zip(NoticeKind, written, strict=True):
        path.write_bytes(template_of(kind))
    return written


def template_of(kind: NoticeKind) -> bytes:
    """The template of one kind of document."""
    paper = Paper()
    paper.note("【草拟稿】{{ caution }}")
    paper.title("{{ title }}")
    paper.addressees("{{ addressees }}")
    _TEXTS[kind](paper)
    return paper.written()


def _reminder(paper: Paper) -> None:
    paper.text(
        "根据{{ basis }}，{{ report_year }}年政府信息公开工作年度报告应当在规定期限前向社会公布。截至{{ cut_off }}，"
        "{{ area }}尚未监测到年度报告且期限未到的单位有{{ due|length }}家{% if due %}（名单见附件1）{% endif %}。"
    )
    paper.control("{%p if unverified %}")
    paper.text(
        "另有{{ unverified|length }}家单位期限未到，是否已经公布未能核实，不计入尚未监测到"
        "（名单见附件{{ 2 if due else 1 }}）。"
    )
    paper.control("{%p endif %}")
    paper.text("请有关单位在期限前公布年度报告。已经公布的，请核对发布栏目，并将年度报告网址反馈我单位。")
    paper.text("联系方式：{{ contact }}")
    paper.signed("{{ issuer }}", "{{ written_on }}")
    paper.across()
    columns = (*_UNIT_COLUMNS, *_DUE, ("距到期", 34, "{{ line.days_left }}"), _EVIDENCE)
    _list(paper, "due", "附件1", "期限未到、尚未监测到年度报告的单位", columns)
    _list(paper, "unverified", "附件{{ 2 if due else 1 }}", "期限未到、未能核实的单位（不计入尚未监测到）", columns)


def _overdue(paper: Paper) -> None:
    paper.text(
        "根据{{ basis }}，现将{{ area }}各单位{{ report_year }}年政府信息公开工作年度报告公布情况的监测结果函告如下。"
        "截至{{ cut_off }}，{{ totals }}"
    )
    paper.text("逾期未监测到年度报告的单位有{{ missing|length }}家（名单及证据见附件1）。")
    paper.control("{%p if late %}")
    paper.text("逾期公布的单位有{{ late|length }}家（见附件2）。")
    paper.control("{%p endif %}")
    paper.control("{%p if unverified %}")
    paper.text(
        "因网站无法访问等原因未能核实的单位有{{ unverified|length }}家，不计入未公布（见附件{{ 3 if late else 2 }}）。"
    )
    paper.control("{%p endif %}")
    paper.text(
        f"依据{_BASIS}第四十七条，请上述逾期未监测到年度报告的单位于{{{{ reply_by }}}}前公布年度报告，"
        "并书面反馈公布网址和逾期原因。已经公布的，请反馈发布栏目和网址，以便核实。"
    )
    paper.text("联系方式：{{ contact }}")
    paper.signed("{{ issuer }}", "{{ written_on }}")
    paper.across()
    status = ("监测结果", 28, "{{ line.status }}")
    _list(
        paper,
        "missing",
        "附件1",
        "逾期未监测到年度报告的单位",
        (*_UNIT_COLUMNS, *_DUE, status, _EVIDENCE),
    )
    published = ("公布日期", 30, "{{ line.published }}")
    late = (*_UNIT_COLUMNS, *_DUE, published, ("监测结果", 26, "{{ line.status }}"), _EVIDENCE)
    _list(paper, "late", "附件2", "逾期公布年度报告的单位", late)
    _list(
        paper,
        "unverified",
        "附件{{ 3 if late else 2 }}",
        "未能核实的单位（不计入未公布）",
        (*_UNIT_COLUMNS, *_DUE, _EVIDENCE),
    )


def _rectification(paper: Paper) -> None:
    paper.text(
        "根据{{ basis }}{% if notice %}和{{ notice }}{% endif %}，"
        "对{{ area }}各单位{{ report_year }}年政府信息公开工作年度报告进行了监测。截至{{ cut_off }}，"
        "在{{ units }}家单位年度报告的公布情况和内容中监测到问题{{ problems|length }}项"
        "（内容方面的问题为疑似，请核实）。"
        "现就有关事项通知如下。"
    )
    paper.heading("一、监测到的问题")
    _groups(paper)
    paper.heading("二、整改要求")
    paper.text(
        "请有关单位对照附件《问题清单》逐项核实，于{{ reply_by }}前完成整改，并书面反馈整改情况和整改后的网址。"
        "经核实不存在所列问题的，请说明情况并附依据。更正已公布年度报告的，请在页面注明更正的内容和日期。"
    )
    paper.text(f"逾期未整改的，依据{_BASIS}第四十七条办理。")
    paper.text("联系方式：{{ contact }}")
    paper.signed("{{ issuer }}", "{{ written_on }}")
    paper.across()
    _problems(paper, "附件")


def _circular(paper: Paper) -> None:
    paper.text(
        "根据{{ basis }}{% if notice %}和{{ notice }}{% endif %}，"
        "对{{ area }}各单位{{ report_year }}年政府信息公开工作年度报告公布情况进行了监测，"
        "截至{{ cut_off }}。现将有关情况通报如下。"
    )
    paper.heading("一、总体情况")
    paper.text("{{ totals }}")
    paper.text("{{ rate }}{{ comparison }}")
    paper.heading("二、存在问题")
    paper.control("{%p if not groups %}")
    paper.text("未监测到应当通报的问题。")
    paper.control("{%p endif %}")
    _groups(paper)
    paper.heading("三、整改复查情况")
    paper.text("{{ recheck_words }}{% if recheck %}（见附件{{ 3 if problems else 2 }}）{% endif %}")
    paper.heading("四、工作要求")
    paper.text(
        "请有关单位对照附件核实情况，于{{ reply_by }}前完成整改并书面反馈。"
        f"{{% if unverified %}}未能核实的{{{{ unverified|length }}}}家单位（见附件{_LAST}）不计入未公布，"
        "请确保网站和栏目能够正常访问。{% endif %}"
    )
    paper.text("联系方式：{{ contact }}")
    paper.signed("{{ issuer }}", "{{ written_on }}")
    paper.across()
    status = ("状态", 26, "{{ line.status }}"), ("公布日期", 26, "{{ line.published }}")
    _list(
        paper,
        "units",
        "附件1",
        "各单位年度报告公布情况",
        (*_UNIT_COLUMNS, *_DUE, *status, _EVIDENCE),
    )
    paper.control("{%p if problems %}")
    _problems(paper, "附件2")
    paper.control("{%p endif %}")
    recheck = (
        *(("序号", 9, "{{ line.number }}"), ("单位", 36, "{{ line.unit }}")),
        *(("问题", 0, "{{ line.what }}"), ("首次监测到", 28, "{{ line.since }}")),
        *(("复查结果", 26, "{{ line.outcome }}"), ("说明", 52, "{{ line.why }}")),
    )
    _list(paper, "recheck", "附件{{ 3 if problems else 2 }}", "整改复查情况", recheck)
    _list(paper, "unverified", f"附件{_LAST}", "未能核实的单位（不计入未公布）", (*_UNIT_COLUMNS, *_DUE, _EVIDENCE))


def _groups(paper: Paper) -> None:
    """Each category with its units by name; what was seen of each stands in the list."""
    paper.control("{%p for group in groups %}")
    paper.subheading("{{ group.heading }}")
    paper.text("涉及{{ group.units }}家单位，{{ group.problems }}项：{{ group.names }}。")
    paper.control("{%p endfor %}")


def _problems(paper: Paper, number: str) -> None:
    paper.attachment(number, "问题清单")
    columns = (
        *(
            ("序号", 9, "{{ line.number }}"),
            ("单位", 30, "{{ line.unit }}"),
            ("报告年度", 11, "{{ line.report_year }}"),
        ),
        *(
            ("问题类别", 20, "{{ line.category }}"),
            ("具体表现（位置及数值）和证据（网址、采集时间、哈希值）", 0, _WHAT),
        ),
        *(
            ("依据", 34, "{{ line.basis }}"),
            ("整改时限", 20, "{{ line.reply_by }}"),
            ("整改情况", 16, "{{ line.done }}"),
        ),
    )
    paper.table("line in problems", _filled(columns))


_WHAT = "{{ line.what }}{% if line.place %}（{{ line.place }}）{% endif %}\n证据：{{ line.evidence }}"


def _list(paper: Paper, name: str, number: str, title: str, columns: tuple[tuple[str, float, str], ...]) -> None:
    """A list that is there where it holds anything."""
    paper.control(f"{{%p if {name} %}}")
    paper.attachment(number, title)
    paper.table(f"line in {name}", _filled(columns))
    paper.control("{%p endif %}")


def _filled(columns: tuple[tuple[str, float, str], ...]) -> tuple[tuple[str, float, str], ...]:
    """The columns over the whole width: the one of width 0 takes what the others leave."""
    rest = _WIDTH - sum(width for _, width, _ in columns)
    return tuple((heading, width or rest, shown) for heading, width, shown in columns)


_TEXTS: Mapping[NoticeKind, Callable[[Paper], None]] = {
    NoticeKind.REMINDER: _reminder,
    NoticeKind.OVERDUE: _overdue,
    NoticeKind.RECTIFICATION: _rectification,
    NoticeKind.CIRCULAR: _circular,
}


if __name__ == "__main__":
    write_templates(FOLDER)
