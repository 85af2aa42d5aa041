"""What a number is about, more widely than verdicts may rest on: handled, carried over, fees, documents, disclosed."""

import re

from crawler.domain.report import Subject
from crawler.parse.narrative.assertions import OBJECT, OTHER_MATTERS, OTHER_TIMES

_OTHER_TOPICS = re.compile(r"热线|12345|信箱|留言|提案|建议|解读|舆情|来电|来信|许可|投诉|举报|信访|工单")
_CASES = frozenset({"件", "条", "宗", "份", "个", "起", "例"})
_ABOUT_REQUESTS = re.compile(OBJECT)
_NEXT_YEAR = re.compile(r"(?:结转|顺延|延续).{0,3}?(?:下|次|明)(?:一)?年")
_LAST_YEAR = re.compile(r"(?:上年|上年度|上一年度?|去年)(?:度)?(?:结转|转入|遗留)|结转上(?:一)?年")
_HANDLED = re.compile(
    r"(?:已|均|全部|按时|按期|规范|依法|及时|予以|共|累计|申请)?(?:答复(?![书函文意率时质内])|办结|办理完毕|回复|办复)"
)
_FEE = re.compile(r"处理费|检索费|复制费|邮寄费|(?:政府)?信息公开.{0,4}?(?:收费|费用)")
_DOCUMENT = re.compile(r"规章|规范性文件|政府令")
_OF_DOCUMENTS = re.compile(r"^(?:共|现)?(?:废止|失效|修订|现行有效|有效)(?:共)?$")
_DISCLOSED = re.compile(r"主动公开.{0,12}?信息")
_MATTERS = {"条", "件", "篇", "份", "项"}


def wider_subject(clause: str, before: str, sentence: str, unit: str | None) -> Subject | None:
    """The subject of a number in a clause; None where it counts a part, another time's, or something else.

    `before` is what stands in front of the number in its clause, `sentence` all that is said up to its end.
    """
    if unit is not None and unit.endswith("元"):
        return Subject.FEES if _FEE.search(clause) else None
    if OTHER_TIMES.search(_LAST_YEAR.sub("", clause)) or OTHER_MATTERS.search(clause) or _OTHER_TOPICS.search(sentence):
        return None
    if unit in _CASES and _ABOUT_REQUESTS.search(sentence):
        of_requests = _of_requests(clause, before)
        if of_requests is not None:
            return of_requests
    return _of_documents(before, sentence, unit)


def _of_requests(clause: str, before: str) -> Subject | None:
    """What happened to applications; a clause that speaks of both years speaks of neither."""
    carried = [bool(pattern.search(clause)) for pattern in (_LAST_YEAR, _NEXT_YEAR)]
    if any(carried):
        return None if all(carried) else (Subject.CARRIED_IN if carried[0] else Subject.CARRIED_OUT)
    handled = _HANDLED.search(before)
    return Subject.HANDLED if handled and not re.search(r"未|超期|逾期|不予|部分|收到", before) else None


def _of_documents(before: str, sentence: str, unit: str | None) -> Subject | None:
    if unit not in _MATTERS:
        return None
    if _DOCUMENT.search(before) or (_OF_DOCUMENTS.search(before) and _DOCUMENT.search(sentence)):
        return Subject.DOCUMENTS
    return Subject.DISCLOSED if _DISCLOSED.search(before) else None
