"""The catalogue platform of Guangdong: `/gkmlpt/index` is empty, its rows come as JSON, a hundred at a time.

The page holds `window._CONFIG={SID:'755042',TREE:[{id:721,name:'政府信息公开年报',…}]}`; which node is meant stands
behind the `#` of the address and never reaches a server, so all nodes that are named like annual reports are asked for.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from crawler.domain.normalise import squeeze
from spiders.ask import Ask
from spiders.literals import literal_at
from spiders.page import Page
from spiders.records import further_pages, records_in, total_in

_HOME = re.compile(r"^(.*/gkmlpt)/")
_LIST = re.compile(r"/gkmlpt/api/all/\d+$")
_SID = re.compile(r"""\bSID["']?\s*:\s*["']?(\d{1,12})""")
_TREE = re.compile(r"""\bTREE["']?\s*:\s*(?=\[)""")
_REPORTS = re.compile(r"年报|年度报告|年度工作报告")
_OTHERS = re.compile(r"法治|网站|统计|财政|审计|企业|预算|决算|预决算|报表")
_ROWS = 100
_DEPTH = 12


def more_pages(page: Page) -> tuple[Ask, ...]:
    """The lists of the nodes of annual reports; for the first page of one, those after it."""
    parts = urlsplit(page.url)
    if page.data is not None:
        return tuple(_after_first(page)) if _LIST.search(parts.path) else ()
    home, site, tree = _HOME.search(parts.path), _SID.search(page.html), _TREE.search(page.html)
    if home is None or site is None or tree is None:
        return ()
    nodes = dict.fromkeys(_of_reports(literal_at(page.html, tree.end()), _DEPTH, named=False))
    return tuple(_ask(page.url, f"{home[1]}/api/all/{node}", "1", site[1]) for node in nodes)


def _after_first(page: Page) -> Iterator[Ask]:
    parts = urlsplit(page.url)
    query = parse_qs(parts.query)
    site, total = query.get("sid", [""])[0], _count(page.data)
    if query.get("page") in (["0"], ["1"]) and site and total is not None:
        for number in further_pages(_ROWS, len(records_in(page.data)), total):
            yield _ask(page.url, parts.path, str(number), site)


def _ask(base: str, path: str, number: str, site: str) -> Ask:
    return Ask(urljoin(base, f"{path}?{urlencode({'page': number, 'sid': site})}"))


def _count(data: object) -> int | None:
    """How many posts the node has by its own count, else by any."""
    classify = data.get("classify") if isinstance(data, dict) else None
    count = str(classify.get("post_count")) if isinstance(classify, dict) else ""
    return int(count) if count.isdecimal() else total_in(data)


def _of_reports(nodes: object, depth: int, *, named: bool) -> Iterator[str]:
    """The numbers of the nodes that are named like annual reports, and of all below them."""
    if depth == 0 or not isinstance(nodes, list):
        return
    for node in nodes:
        if isinstance(node, dict):
            name, number = squeeze(str(node.get("name", ""))), str(node.get("id", ""))
            here = named or (_REPORTS.search(name) is not None and _OTHERS.search(name) is None)
            if here and number.isdecimal():
                yield number
            for inner in node.values():
                yield from _of_reports(inner, depth - 1, named=here)
