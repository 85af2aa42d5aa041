"""Names of bodies as reports print them, and how much two of them are alike."""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from crawler.domain.normalise import squeeze
from crawler.domain.report import Report
from crawler.domain.wording import Text
from monitor.checks.passages import read_passage

_PREFACE_TITLE = re.compile(r"《(?P<name>[\u4e00-\u9fff]{3,30}?)(?:19|20)\d{2}年度?政府信息公开工作年度报告》")
_LETTERHEAD = re.compile(r"文件$|[(][^()]{1,24}[)]$")
_OFFICE = re.compile(
    r"(?<=[府局委厅处会])(?:办公室|办公厅)$|(?:党政|党工委|党委)(?:综合)?办(?:公室)?$"
    r"|(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:领导小组|工作领导小组)?办(?:公室)?$"
)
_PARTY_BESIDE = re.compile(r"^(?:中共|中国共产党).{2,20}?委员会(?:[、和]|(?=.{2,}(?:政府|办事处|街道|局)$))")
_GOVERNMENT_WITHIN = re.compile(r"(?<=[省市县区州旗盟])(?:人民)?政府(?=.{2,})(?!办)")
_OUTPOST = re.compile(r"[分支](?:局|队)|大队")
_ZONE = re.compile(r"(?:开发|产业|保税|度假|合作|示范|园|新|开)区$")
_OF_ANY_NAME = frozenset("市县区局分支队大")
_ORGANS = re.compile(r"(?:办公室|办公厅|委员会)$")
_GOVERNMENT = re.compile(r"(?:人民)?政府$|(?<=街道)办(?:事处|公室)?$|(?<=区)(?:管理委员会|管委会)$")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道)[\u4e00-\u9fff]{0,14}?"
    r"(?:人民政府|局|委员会|办公室|办公厅|厅|街道办事处|中心|管理处|支队|大队|站)"
)
_PEOPLES = re.compile(r"(?:[\u4e00-\u9fff]族)|各族|自治")
_LAST_OF_AREA = "省市州盟县区旗镇乡"
_NAME_LENGTH, _NAME_LENGTH_IN_SHORT = 40, 3


class Likeness(IntEnum):
    """How a printed name is like a known one."""

    OTHER = 0
    SHORT = 1
    SAME = 2


def names_of_body(report: Report) -> Iterator[tuple[Text, str]]:
    """The names by which a report calls the body that made it, each with where it stands."""
    if report.unit_name and report.found_by.get("unit_name") != "file_name":
        yield Text("标题或版头", "the title or letterhead"), squeeze(report.unit_name)
    quoted = _PREFACE_TITLE.search(read_passage(report.preface).plain)
    if quoted is not None:
        yield Text("引言", "the preface"), quoted["name"]
    if report.signature:
        yield Text("落款", "the signature"), squeeze(report.signature)


def likeness(name: str, known: str) -> Likeness:
    """How one name is like another.

    >>> [likeness(name, "云溪县人民政府").name for name in ("云溪县", "江平市云溪县人民政府", "云溪县人民政府办公室")]
    ['SAME', 'SAME', 'SAME']
    >>> likeness("循化县人民政府", "循化撒拉族自治县人民政府").name, likeness("海东市循化人民政府", "海东市循化县").name
    ('SHORT', 'OTHER')
    >>> [likeness(name, "云溪县发展和改革局").name for name in ("县发改局", "云溪县发展和改革局办公室", "云溪县水利局")]
    ['SHORT', 'SAME', 'OTHER']
    >>> likeness("云溪县新华街道办事处办公室", "云溪县新华街道办事处").name, likeness("县管委会办公室", "县管委会").name
    ('SAME', 'SAME')
    """
    pairs = [sorted((form(name), form(known)), key=len, reverse=True) for form in (_core, _abbreviated)]
    if any(len(shorter) > 1 and longer.endswith(shorter) for longer, shorter in pairs):
        return Likeness.SAME
    short = _is_rearranged(name, known) or any(_is_short_for(shorter, longer) for longer, shorter in pairs)
    return Likeness.SHORT if short else Likeness.OTHER


def named_in(report: Report, names: Iterable[str]) -> bool:
    """Whether any of these names stands in the running text, whole or without the government in it."""
    text = read_passage(f"{report.preface}\n{report.narrative}").plain
    return any(_core(name) in text for name in names)


def says_a_body(report: Report) -> bool:
    """Whether something like the name of a body stands where reports introduce theirs: the preface, the beginning."""
    first = read_passage(report.sections[0].text).plain.partition("。")[0] if report.sections else ""
    return any(_BODY.search(text) for text in (read_passage(report.preface).own_words, first))


def _core(name: str) -> str:
    bare = _OFFICE.sub("", _GOVERNMENT_WITHIN.sub("", _PARTY_BESIDE.sub("", _LETTERHEAD.sub("", squeeze(name)))))
    place = _GOVERNMENT.sub("", bare)
    return place if len(place) > 1 else bare


def _abbreviated(name: str) -> str:
    """A name with its kind of organ in short: 县政府办 for 县人民政府办公室."""
    bare = _GOVERNMENT_WITHIN.sub("", squeeze(name))
    return _ORGANS.sub(lambda organ: organ[0][0], bare.replace("人民政府", "政府"))


def _is_rearranged(name: str, known: str) -> bool:
    """Whether two names of an outpost say the same in another order: 青川市生态环境局玉屏分局, 玉屏县生态环境分局."""
    if not (_OUTPOST.search(name) or _OUTPOST.search(known)):
        return False
    few, many = sorted((set(squeeze(one)) - _OF_ANY_NAME for one in (name, known)), key=len)
    return len(few) > _NAME_LENGTH_IN_SHORT and few <= many


def _is_short_for(shorter: str, longer: str) -> bool:
    """Whether a name leaves characters of another out and keeps its end and its order.

    The name of an area keeps its beginning, too: what is left out is the people that governs itself there. A
    government is told by its area alone.
    """
    if len(shorter) < 2 or shorter[-1] != longer[-1] or shorter[-1] == "府" or len(longer) > _NAME_LENGTH:
        return False
    is_zone = _ZONE.search(shorter) is not None and _ZONE.search(longer) is not None
    if shorter[-1] in _LAST_OF_AREA and not is_zone and (shorter[0] != longer[0] or _PEOPLES.search(longer) is None):
        return False
    characters = iter(longer)
    return all(character in characters for character in shorter)
