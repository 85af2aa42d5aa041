"""Sentences on the platform of a unit: that it is finished, and that it will be."""

import re
from collections.abc import Iterable, Iterator

from crawler.domain.dossier import Subordinate
from crawler.domain.unit import Unit

_SENTENCES = re.compile(r"[^。!?！？]+[。!?！？]?")
_SOON = re.compile(r"近期|即将|不久|尚未|正在|预计|将于|计划于")
_FINISHED = re.compile(
    r"(?:已|完成了|整改完成|全面完成|已经完成|建成)[^。;；]{0,20}平台|平台[^。;；]{0,10}(?:已|完成了)(?:经)?(?:建成|完成|上线)?"
)
_PLATFORM = re.compile(r"(?:政府)?信息公开平台|平台建设")


def platforms_told(above: str, subordinates: Iterable[Subordinate]) -> Iterator[tuple[str, str, str]]:
    """The units of which a report above says that their platform is not finished while they say it is, and both."""
    promised = [one for one in _on_platforms(above) if _SOON.search(one)]
    for one in subordinates if promised else ():
        theirs = next((told for told in _on_platforms(one.narrative) if _is_finished(told)), None)
        ours = next((told for told in promised if _promises(told, one.unit)), None)
        if ours is not None and theirs is not None:
            yield one.unit.name, ours, theirs


def _on_platforms(text: str) -> list[str]:
    return [found[0] for found in _SENTENCES.finditer("".join(text.split())) if _PLATFORM.search(found[0])]


def _is_finished(sentence: str) -> bool:
    return bool(_FINISHED.search(sentence)) and not _SOON.search(sentence)


def _promises(sentence: str, unit: Unit) -> bool:
    """Whether the clause that names a unit is the one that speaks of what is to come."""
    names = {"".join(name.split()).removesuffix("人民政府") for name in (unit.name, *unit.aliases)}
    return any(
        _SOON.search(sentence[found.end() : found.end() + 12]) is not None
        for name in names
        if len(name) > 2
        for found in re.finditer(re.escape(name), sentence)
    )
