"""What a number of the narrative counts, in the words around it."""

import re

_TIMES = (
    r"截[至止](?:目前|\d{4}年(?:底|末)?(?:\d{1,2}月)?(?:\d{1,2}日|底)?)?|(?:19|20)\d{2}年(?:度|以来|来)?|\d{1,2}月份?(?:\d{1,2}日)?"
    r"|全年|年内|本年度?|今年(?:以来)?|一年来|目前|至今|本?报告期内?"
)
_BODIES = r"省|市|县|区|州|盟|旗|镇|乡|街道|局|委|办|厅|院|所|站|系统|级|机关|单位|部门"
_PLACES = rf"(?:[我本全各](?:{_BODIES})+)(?:政府)?(?:各级|各部门|各单位)*"
_JOINTS = r"[、和及与]|其中|并|且|已|还|另外?|同时|均|都|先后|分别|共计?|合计|总计|累计|总共|新增|的|了"
_LEAD = re.compile(rf"^(?:{_TIMES}|{_PLACES}|{_JOINTS}|[\s:\"])+")
_TRAIL = re.compile(r"(?:共计?|合计|总计|累计|总共|达到|达|为|计|有|是|了|约|数量|[:的\"])+$")
_DOING = re.compile(
    r"^(?:主动公开|公示公开|公开(?!申请)|收到|受理|接到|接收|新收|公示|更新发布|更新|发布|制发|制作|印发|转发|推送|举办|召开|开展|组织|编制|编发"
    r"|(?:办理|办结|答复|回复|处理)(?![率数量])|收取|开设|设立|设置|新增)+(?:了|各类|各种)*"
)
_WHO = re.compile(
    r"^.{1,20}?(?:共|累计)(?=主动公开|公开|收到|受理|接到|接收|新收|发布|推送|制发|印发|举办|召开|开展|办理)"
)
_STARTS_NO_NAME = re.compile(
    r"[已均全占被并按时进的为由即与和以左上内]|结转|办结|答复|回复|处理|维持|纠正|属于|未|无|不|同比|较|增|减|纳入|转至|顺延"
)
_NAME_ENDS = re.compile(r"[\d,;:、。()\"]|[已均占被]|按|进行|纳入|并|结转|(?:予以|全部|其中|同比|较)")
_LONGEST = 40


def what_is_counted(before: str, after: str) -> str | None:
    """The phrase that says what a number counts: the name behind its unit, else the words in front of it.

    >>> what_is_counted("2023年我局共收到", "政府信息公开申请"), what_is_counted("全年主动公开政府信息共", "")
    ('政府信息公开申请', '政府信息')
    >>> what_is_counted("各级机关共收到公开申请", ""), what_is_counted("办复", "")
    ('公开申请', '办复')
    """
    return _name_behind(after) or _words_in_front(before)


def _name_behind(after: str) -> str | None:
    if _STARTS_NO_NAME.match(after):
        return None
    end = _NAME_ENDS.search(after)
    name = after[: end.start() if end else len(after)]
    return name if 1 < len(name) <= _LONGEST else None


def _words_in_front(before: str) -> str | None:
    words = _TRAIL.sub("", _WHO.sub("", _LEAD.sub("", before)))
    named = _LEAD.sub("", _DOING.sub("", words))
    chosen = named if len(named) > 1 else words
    return chosen[-_LONGEST:] or None
