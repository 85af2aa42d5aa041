"""The words of summaries and letters, Chinese first."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from crawler.domain.clock import SHANGHAI
from crawler.domain.dossier import DueBasis, Standing, Status
from crawler.domain.evidence import DateBasis
from crawler.domain.finding import Outcome, Severity
from crawler.domain.unit import UnitKind
from crawler.domain.wording import Language, Text

STATUSES: Mapping[Status, Text] = {
    Status.NOT_OBLIGED: Text("无需公布", "not obliged"),
    Status.NOT_YET_DUE: Text("未到期", "not yet due"),
    Status.DUE_SOON: Text("临近到期", "due soon"),
    Status.PUBLISHED_EARLY: Text("早于统计期结束（请核实）", "dated before the year ended (please verify)"),
    Status.ON_TIME: Text("按期", "on time"),
    Status.ON_TIME_BY_SIGN_DATE: Text("落款在期限内，公布日期未知", "signed in time, publication date unknown"),
    Status.LATE: Text("逾期公布", "late"),
    Status.POSSIBLY_LATE: Text("可能逾期", "possibly late"),
    Status.DATE_UNKNOWN: Text("公布日期未知", "publication date unknown"),
    Status.DATE_DISPUTED: Text("日期存疑", "date disputed"),
    Status.MISSING_UNCONFIRMED: Text("待复核", "not seen, to be confirmed"),
    Status.MISSING: Text("逾期未公布", "overdue, not published"),
    Status.UNVERIFIABLE: Text("无法核实（不计入未公布）", "could not be verified (not counted as missing)"),
    Status.WITHDRAWN: Text("已撤下", "withdrawn"),
}

KINDS: Mapping[UnitKind, Text] = {
    UnitKind.GOVERNMENT: Text("人民政府", "government"),
    UnitKind.DEPARTMENT: Text("部门", "department"),
    UnitKind.TOWNSHIP: Text("乡镇", "township"),
    UnitKind.SUBDISTRICT: Text("街道", "subdistrict"),
    UnitKind.OFFICE: Text("办公厅（室）", "general office"),
    UnitKind.VERTICAL: Text("垂直管理单位", "vertical agency"),
    UnitKind.DELEGATED: Text("授权组织", "delegated organisation"),
}

SEVERITIES: Mapping[Severity, Text] = {
    Severity.CRITICAL: Text("严重", "critical"),
    Severity.HIGH: Text("较重", "high"),
    Severity.MEDIUM: Text("一般", "medium"),
    Severity.LOW: Text("轻微", "low"),
    Severity.INFO: Text("提示", "note"),
}

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.FAIL: Text("疑似，请核实", "suspected, please verify"),
    Outcome.WARN: Text("待人工判断", "for a person to judge"),
    Outcome.UNDETERMINED: Text("缺数据，无法判断", "undetermined, figures lacking"),
    Outcome.INFO: Text("仅供参考", "for information"),
}

FORMS: Mapping[str, Text] = {
    "form_2019": Text("2019年格式（国办公开办函〔2019〕60号）", "form of 2019"),
    "form_2021": Text("2021年格式（国办公开办函〔2021〕30号）", "form of 2021"),
}

_DATE_BASES: Mapping[str, Text] = {
    DateBasis.PAGE: Text("网页日期", "page"),
    DateBasis.LIST: Text("列表日期", "listing"),
    DateBasis.UPDATED: Text("更新日期", "updated"),
    DateBasis.URL: Text("网址日期", "address"),
    DateBasis.SIGNED: Text("落款日期", "signed"),
    "captures": Text("历次采集", "our visits"),
}

CAUTION = Text(
    "监测结果由系统自动采集，请在发文前人工复核。", "Collected automatically; please verify before acting on it."
)


def clock_time(at: datetime) -> str:
    """A moment as officials read it, in Asia/Shanghai.

    >>> from datetime import UTC
    >>> clock_time(datetime(2025, 4, 20, 1, 0, tzinfo=UTC))
    '2025-04-20 09:00'
    """
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def long_date(day: date, language: Language) -> str:
    """A day written out.

    >>> long_date(date(2025, 3, 31), Language.CHINESE), long_date(date(2025, 3, 31), Language.ENGLISH)
    ('2025年3月31日', '31 March 2025')
    """
    return f"{day.year}年{day.month}月{day.day}日" if language is Language.CHINESE else f"{day.day} {day:%B %Y}"


def status_words(standing: Standing) -> Text:
    """Where a unit stands, with the days where they are known. No local rule is called the law."""
    told = standing.by_graver_term
    status, local, days = told.status, is_local(told), told.days_late
    if status is Status.MISSING and local:
        return Text("超过本地规定时限，未监测到", "past the local due date, not seen")
    if status is not Status.LATE or days is None:
        return STATUSES[status]
    least = Text("至少", "at least ") if standing.published_on is None else Text("", "")
    if local:
        later = f"after the local due date, by {least.en}{counted(days, 'day')}"
        return Text(f"晚于本地规定时限公布（{least.zh}晚{days}天）", later)
    return Text(f"逾期公布（{least.zh}逾期{days}天）", f"late by {least.en}{counted(days, 'day')}")


def due_basis_words(standing: Standing) -> Text:
    """What sets the due date of an obligation."""
    if is_local(standing):
        return Text("按本地要求", "local rule")
    article = statute(standing.report_year)
    return Text(f"法定，{article.zh}", f"statutory, {article.en}")


def count_words(rows: Sequence[Standing]) -> Text:
    """How many units have one status; where that accuses, how many of them by a local rule alone."""
    total, local = len(rows), sum(map(is_by_local_rule_alone, rows))
    if not local or rows[0].status not in (Status.MISSING, Status.LATE):
        return Text(str(total), str(total))
    return Text(f"{total}（其中按本地要求 {local}）", f"{total} ({local} by a local rule)")


def statute(report_year: int) -> Text:
    """The article that sets the due date; the regulation was revised for reports on 2019 and later."""
    if report_year >= 2019:
        return Text(
            "《政府信息公开条例》第四十九条", "article 49 of the Regulation on Government Information Disclosure"
        )
    return Text("原《政府信息公开条例》（国令第492号）第三十一条", "article 31 of the former Regulation (Decree 492)")


def date_basis_words(basis: str) -> Text:
    """What a publication date rests on."""
    return _DATE_BASES.get(basis, Text(basis, basis))


def form_words(form: str) -> Text:
    """The official form a report follows."""
    return FORMS.get(form, Text(form, form))


def is_local(standing: Standing) -> bool:
    """Whether a local rule sets the due date."""
    return standing.obligation is not None and standing.obligation.due_basis is DueBasis.LOCAL


def is_by_local_rule_alone(standing: Standing) -> bool:
    """Whether what is late or missing is so by a local rule only, and the law is not broken."""
    return is_local(standing.by_graver_term)


def visible(text: str) -> str:
    r"""The text without characters that steer a terminal or hide; sites print anything.

    >>> visible("云溪县\x1b[31m\u202e\n")
    '云溪县[31m\n'
    """
    return "".join(character for character in text if character.isprintable() or character == "\n")


def counted(number: int, noun: str) -> str:
    """A number of things in English.

    >>> counted(1, "day"), counted(3, "day")
    ('1 day', '3 days')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def title_words(report_year: int) -> Text:
    """What a summary is of."""
    return Text(
        f"{report_year}年政府信息公开工作年度报告公布情况",
        f"Annual reports on government information disclosure for {report_year}",
    )
