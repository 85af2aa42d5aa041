"""A plain text as a small page: the same lines, with web addresses as links."""

import re
from html import escape

from crawler.domain.wording import Language
from monitor.summaries.page import is_web_address

WEB_ADDRESS = re.compile(r"https?://[!-~]+")
"""Where a web address stands in running text: Chinese text and spaces end it."""
_TRAILING = ".,;:!?)]}>\"'"
_PAGE = '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8"></head><body>\n{}\n</body></html>\n'


def html_of(body: str, language: Language) -> str:
    r"""The page; whatever stands in the text is text there.

    >>> "<p>a &lt;b&gt;<br>\nc</p>" in html_of("a <b>\nc", Language.ENGLISH)
    True
    """
    return _PAGE.format(language.value, paragraphs_of(body))


def paragraphs_of(body: str) -> str:
    """The inside of the page."""
    paragraphs = (_linked(paragraph).replace("\n", "<br>\n") for paragraph in re.split(r"\n{2,}", body.strip()))
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs).replace("\n ", "\n&nbsp;")


def _linked(text: str) -> str:
    shown, end = [], 0
    for found in WEB_ADDRESS.finditer(text):
        address = found[0].rstrip(_TRAILING)
        if is_web_address(address):
            stop = found.start() + len(address)
            link = f'<a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>'
            shown += [escape(text[end : found.start()]), link]
            end = stop
    return "".join((*shown, escape(text[end:])))
