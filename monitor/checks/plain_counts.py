"""Counts that say nothing but who, when, what and how many: the only ones that may be decided against a table."""

import re

from crawler.domain.normalise import squeeze
from crawler.domain.report import Report, Statement, Subject

_WHEN = (
    r"(?:19|20)\d{2}年(?:度|全年|期间)?|\d{1,2}月\d{1,2}日|本年度?|今年(?:以来)?|全年|当年|年内|年度|一年来|(?:本)?报告期内?|期间|截[至止](?:目前)?"
    r"|自|从|起|至|到|止|底|末"
)
_WHO = (
    r"公民|自然人|法人|企业|其他|其它|组织|社会|公众|群众|个人|单位|企事业|申请人|任何|各类|各种|有关|相关|关于|对|向|我|本|全|各"
    r"|省|市|县|区|州|盟|旗|镇|乡|局|委|办|厅|院|街道|机关|行政|政府|政务|部门|级|系统"
)
_DEED = (
    r"收到|接到|接收|受理|新收|新增|发生|产生|引起|引发|提出|提交|递交|提起|导致|造成|被|因|由|而|共|共计|合计|总计|累计|总共|依法|为|有|计|了|已"
    r"|答复|办理|工作|行为|并|均|且|来自|递交|登记|新|依规|规范|各方面"
)
_THING = (
    r"依申请|申请|信息|公开|复议|诉讼|案件|案|事项|事件|情况|数量|总数|总量|件数|及|和|与|或者|或|、|的|等|:|,|\"|\(|\)"
    r"|\d{1,3}(?:,\d{3})+|\d+|件|宗|条|份|个|起|例|次"
)
_WORDS = f"{_WHEN}|{_WHO}|{_DEED}|{_THING}"
_PLAIN = re.compile(f"(?:{_WORDS})*+")
_NARROWED = re.compile(
    r"(?:收到|受理|接收|接到|新收)(?P<between>\D{0,20}?)(?:依申请公开|政府信息|政务信息|信息公开|申请公开|公开申请)"
)
_GOVERNMENT = re.compile(r"(?:人民政府|政府|办事处)$")
_SHORTEST_NAME = 3


def is_plain_count(report: Report, statement: Statement) -> bool:
    """Whether a count says nothing that may narrow it down: no cause, no kind, no other body.

    >>> from decimal import Decimal
    >>> texts = ("2023年全县共收到政府信息公开申请12件", "近三年共收到政府信息公开申请12件")
    >>> said = [Statement(Subject.APPLICATIONS, Decimal(12), False, text, None) for text in texts]
    >>> [is_plain_count(Report("", "云溪县", 2023, None), one) for one in said]
    [True, False]
    """
    return _PLAIN.fullmatch(_without_own_name(statement.text, report)) is not None


def is_of_a_kind(statement: Statement) -> bool:
    """Whether a count of applications is of such of one kind: 收到自然资源类政府信息公开申请12件."""
    narrowed = _NARROWED.search(statement.text) if statement.subject is Subject.APPLICATIONS else None
    return narrowed is not None and _PLAIN.fullmatch(narrowed["between"]) is None


def _without_own_name(text: str, report: Report) -> str:
    """A clause without the name of the body whose report it is, or the end of it: 县教育局 of 云溪县教育局."""
    name = squeeze(report.unit_name or "")
    place = _GOVERNMENT.sub("", name)
    ends = (whole[start:] for whole in (name, place) for start in range(len(whole) - _SHORTEST_NAME + 1))
    own = next((end for end in ends if end in text), None)
    return text if own is None else text.replace(own, "", 1)
