"""The site's own search: where a report stands in no list that we found, it may still be found so."""

import re
from collections.abc import Collection

from selectolax.lexbor import LexborNode

from crawler.domain.unit import host_of
from spiders.ask import Ask
from spiders.page import Page

ASKED_FOR = "政府信息公开工作年度报告"
_WORDS = ("q", "qt", "query", "keyword", "keywords", "searchword", "searchwords", "search_text", "wd", "key", "title")
_NOTHING = re.compile(
    r"没有(?:找到|搜索到|检索到|查询到|相关|符合)|未(?:找到|搜索到|检索到|查询到)|(?:共|找到)\D{0,6}(?<!\d)0\s*(?:条|个|篇)|暂无"
)
_ROW_TEXT = 10
_NOT_A_SEARCH = ("login", "password", "mail", "apply", "subscribe")


def search_of(page: Page) -> Ask | None:
    """The request that searches the site for annual reports; None where the page has no search that a form starts."""
    for form in page.forms:
        ask = _filled(form, page)
        if ask is not None and host_of(ask.url) == host_of(page.url):
            return ask
    return None


def _filled(form: LexborNode, page: Page) -> Ask | None:
    action = (form.attributes.get("action") or "").strip()
    fields = [node for node in form.css("input[name]") if (node.attributes.get("name") or "").strip()]
    typed = [node for node in fields if _is_typed(node)]
    named = (form.html or "").lower()
    if len(typed) != 1 or not action or any(word in named for word in _NOT_A_SEARCH):
        return None
    values = tuple((str(node.attributes["name"]), _value(node, typed[0])) for node in fields if _is_sent(node))
    if (form.attributes.get("method") or "get").lower() == "post":
        return Ask(page.address_of(action), values)
    return Ask(page.address_of(action, values))


def _is_typed(node: LexborNode) -> bool:
    kind = (node.attributes.get("type") or "text").lower()
    return kind in ("text", "search") and str(node.attributes["name"]).lower() in _WORDS


def _is_sent(node: LexborNode) -> bool:
    return (node.attributes.get("type") or "text").lower() in ("text", "search", "hidden")


def _value(node: LexborNode, typed: LexborNode) -> str:
    return ASKED_FOR if node.mem_id == typed.mem_id else str(node.attributes.get("value") or "")


def has_results(page: Page, chrome: Collection[str]) -> bool:
    """Whether a page is the answer of a search: it lists something that is not on every page, or says that it is none.

    >>> has_results(Page("http://a.gov.cn/s", "<p>共找到0条结果</p>"), ())
    True
    >>> has_results(Page("http://a.gov.cn/s", "<div id='app'></div>"), ())
    False
    """
    rows = (link for link in page.links if link.url not in chrome and len(link.text) >= _ROW_TEXT)
    return any(rows) or _NOTHING.search(page.text) is not None
