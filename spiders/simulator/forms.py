"""The two official forms as the simulated governments print them: labels, rows and columns by key."""

from collections.abc import Iterator
from dataclasses import dataclass

Labelled = tuple[str, str]

CORNER_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS = "三、本年度办理结果"
NATURAL, TOTAL = "natural_person", "total"
ORGANISATIONS: tuple[Labelled, ...] = (
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("public_interest", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_organisation", "其他"),
)
APPLICANTS: tuple[str, ...] = (NATURAL, *(key for key, _ in ORGANISATIONS))
REQUEST_COLUMNS: tuple[str, ...] = (*APPLICANTS, TOTAL)
DISPUTE_GROUPS: tuple[Labelled, ...] = (
    ("review", "行政复议"),
    ("direct", "未经复议直接起诉"),
    ("after_review", "复议后起诉"),
)
DISPUTE_RESULTS: tuple[Labelled, ...] = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
)
DISPUTE_COLUMNS: tuple[Labelled, ...] = (*DISPUTE_RESULTS, (TOTAL, "总计"))


@dataclass(frozen=True, slots=True)
class Block:
    """One block of table 2: its caption, and its columns and rows with their labels."""

    caption: str
    columns: tuple[Labelled, ...]
    rows: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One row of table 3 under 三、本年度办理结果; `group` is the label that spans several of them."""

    key: str
    label: str
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One official form."""

    key: str
    blocks: tuple[Block, ...]
    results: tuple[Result, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The rows that add up to （七）总计."""
        return tuple(result.key for result in self.results if result.key != "total_handled")


def _grouped(group: str, *rows: Labelled) -> Iterator[Result]:
    return (Result(key, f"{number}.{label}", group) for number, (key, label) in enumerate(rows, 1))


_COMMON_RESULTS = (
    Result("granted", "（一）予以公开"),
    Result("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    *_grouped(
        "（三）不予公开",
        ("denied_state_secret", "属于国家秘密"),
        ("denied_forbidden_by_law", "其他法律行政法规禁止公开"),
        ("denied_safety_stability", "危及“三安全一稳定”"),
        ("denied_third_party", "保护第三方合法权益"),
        ("denied_internal_affairs", "属于三类内部事务信息"),
        ("denied_process_information", "属于四类过程性信息"),
        ("denied_enforcement_file", "属于行政执法案卷"),
        ("denied_administrative_query", "属于行政查询事项"),
    ),
    *_grouped(
        "（四）无法提供",
        ("unable_not_held", "本机关不掌握相关政府信息"),
        ("unable_needs_creation", "没有现成信息需要另行制作"),
        ("unable_unclear", "补正后申请内容仍不明确"),
    ),
    *_grouped(
        "（五）不予处理",
        ("not_processed_petition", "信访举报投诉类申请"),
        ("not_processed_repeat", "重复申请"),
        ("not_processed_publication", "要求提供公开出版物"),
        ("not_processed_excessive", "无正当理由大量反复申请"),
        ("not_processed_confirmation", "要求行政机关确认或重新出具已获取信息"),
    ),
)
_HANDLED = Result("total_handled", "（七）总计")
_ITEMS: tuple[Labelled, ...] = (("prev_items", "上一年项目数量"), ("delta", "本年增/减"))
_DECISIONS: tuple[Labelled, ...] = (("decisions", "处理决定数量"),)
_DECISIONS_OF_YEAR: tuple[Labelled, ...] = (("decisions", "本年处理决定数量"),)
_SANCTIONS: tuple[Labelled, ...] = (("penalties", "行政处罚"), ("coercive_measures", "行政强制"))

FORM_2019 = Form(
    "form_2019",
    (
        Block(
            "第二十条第（一）项",
            (("made", "本年新制作数量"), ("disclosed", "本年新公开数量"), ("disclosed_total", "对外公开总数量")),
            (("rules", "规章"), ("normative_documents", "规范性文件")),
        ),
        Block(
            "第二十条第（五）项",
            (*_ITEMS, *_DECISIONS),
            (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项")),
        ),
        Block("第二十条第（六）项", (*_ITEMS, *_DECISIONS), _SANCTIONS),
        Block("第二十条第（八）项", _ITEMS, (("fees", "行政事业性收费"),)),
        Block(
            "第二十条第（九）项",
            (("projects", "采购项目数量"), ("amount_wan", "采购总金额")),
            (("procurement", "政府集中采购"),),
        ),
    ),
    (*_COMMON_RESULTS, Result("other", "（六）其他处理"), _HANDLED),
)

FORM_2021 = Form(
    "form_2021",
    (
        Block(
            "第二十条第（一）项",
            (("made", "本年制发件数"), ("repealed", "本年废止件数"), ("valid", "现行有效件数")),
            (("rules", "规章"), ("normative_documents", "行政规范性文件")),
        ),
        Block("第二十条第（五）项", _DECISIONS_OF_YEAR, (("licensing", "行政许可"),)),
        Block("第二十条第（六）项", _DECISIONS_OF_YEAR, _SANCTIONS),
        Block(
            "第二十条第（八）项",
            (("amount_wan", "本年收费金额（单位：万元）"),),
            (("fees", "行政事业性收费"),),
        ),
    ),
    (
        *_COMMON_RESULTS,
        *_grouped(
            "（六）其他处理",
            ("other_no_correction", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("other_no_fee", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("other_miscellaneous", "其他"),
        ),
        _HANDLED,
    ),
)

FORMS = {form.key: form for form in (FORM_2019, FORM_2021)}


def form_for(year: int) -> Form:
    """The form that was in force for reports on a year of work.

    >>> form_for(2020).key, form_for(2021).key
    ('form_2019', 'form_2021')
    """
    return FORM_2019 if year <= 2020 else FORM_2021
