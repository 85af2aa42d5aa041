"""Denials that say nothing but that there was none: the only ones that may contradict a table."""

import re

from crawler.domain.report import Statement

_NONE = r"(?:未|没有|没|无|暂无|从未)(?:曾|有)?"
_WHO = (
    r"公民|自然人|法人|企业|其他|其它|组织|社会|公众|群众|个人|单位|企事业|申请人|任何|各类|各种|有关|相关|关于|对|向|我|本|全"
    r"|省|市|县|区|州|旗|镇|乡|局|委|办|厅|街道|机关|政府|政务|部门"
)
_DEED = (
    r"收到|接到|接收|受理|新收|发生|产生|引起|引发|出现|涉及|存在|提出|提交|递交|提起|导致|造成|被|因|由|而"
    r"|一例|一起|一件|到|过|了"
)
_THING = (
    r"依申请|申请|信息|公开|工作|答复|行为|行政|复议|诉讼|案件|案|事项|事件|事宜|情况|情形|现象|问题|记录|请求|数量|举报|投诉"
    r"|信访|申诉|及|和|与|或者|或|、|的|等|方面|\"|件|也|且"
)
_PLAIN = re.compile(rf"{_NONE}(?:{_WHO}|{_DEED}|{_THING})*+$")


def is_plain_denial(statement: Statement) -> bool:
    """Whether all that follows the denial names who, what and nothing that narrows it down.

    >>> from decimal import Decimal
    >>> from crawler.domain.report import Subject
    >>> texts = ("未收到公民、法人或其他组织提出的政府信息公开申请", "未收到需要收取费用的政府信息公开申请")
    >>> [is_plain_denial(Statement(Subject.APPLICATIONS, Decimal(0), True, text, None)) for text in texts]
    [True, False]
    """
    return _PLAIN.search(statement.text) is not None
