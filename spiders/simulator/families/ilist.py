"""拓普: lists by query, `/info/iList.jsp?…&cat_id=10001&cur_page=2`, whose pages a script with a count turns."""

from collections.abc import Iterator
from zlib import crc32

from spiders.simulator.families.plain import list_row, numbered_article
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_page
from spiders.simulator.sites import UTF_8, Entry

_LIST = "/info/iList.jsp?site_id=CMSql&cat_id={}"
_SCRIPT = """<script>
var pageCount = {count};
function turn(number) {{
  if (number > 0 && number <= pageCount) location.href = "{address}&cur_page=" + number + "&tm_id=";
}}
</script>
"""


class Ilist:
    """A number for each column; no link of the pager bears an address."""

    column = "/info/nb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The list by its number, without a page."""
        return _LIST.format(_category(directory))

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """Articles stand by year, apart from their lists."""
        return f"/html/{entry.published_on.year}/{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The pages of the list; the first one answers with its number too."""
        screens, front = shelf.screens(), self.front(shelf.directory)
        for number, screen in enumerate(screens, 1):
            rows = "".join(list_row(placed) for placed in screen)
            main = f"{shelf.side_menu}<table>\n{rows}</table>\n{_pager(front, number, len(screens))}"
            html = dress(shelf.site, shelf.charset, shelf.trail, main)
            numbered = f"{front}&cur_page={number}&tm_id="
            for path in (front, numbered) if number == 1 else (numbered,):
                yield html_page(path, html, shelf.charset, list_page=number)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date in the line below the title."""
        return numbered_article(shelf, placed)


def _category(directory: str) -> int:
    return crc32(directory.encode()) % 9000 + 10_001


def _pager(front: str, number: int, count: int) -> str:
    targets = (("首页", 1), ("上一页", number - 1), ("下一页", number + 1), ("尾页", count))
    links = " ".join(f'<a href="javascript:turn({target});">{label}</a>' for label, target in targets)
    script = _SCRIPT.format(count=count, address=front)
    return f'<div class="page">共<b>{count}</b>页 第<b>{number}</b>页 {links}</div>\n{script}'
