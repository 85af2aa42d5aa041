"""A site whose column page is empty: the list stands in a frame of the same site."""

from collections.abc import Iterator

from spiders.simulator.families.plain import list_row, numbered_article, page_name, pager
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_head, html_page
from spiders.simulator.sites import MAIN_COLUMN, UTF_8, Entry

_FRAMES = "/iframe/"


class Framed:
    """`/zfxxgk/nb/index.html` frames `/iframe/nb_list.html`; the pager turns inside the frame."""

    column = "/zfxxgk/nb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The page that holds the frame."""
        return f"{directory}index.html"

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """Articles stand in directories by year of publication."""
        return f"/info/{entry.published_on.year}/{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The page with the frame, then the pages inside it."""
        name = "nb_list" if shelf.column.key == MAIN_COLUMN else f"nb_{shelf.column.key}_list"
        frame = f'<iframe src="{_FRAMES}{name}.html" width="100%" height="800" frameborder="0"></iframe>\n'
        html = dress(shelf.site, shelf.charset, shelf.trail, shelf.side_menu + frame)
        yield html_page(self.front(shelf.directory), html, shelf.charset)
        screens = shelf.screens()
        for number, screen in enumerate(screens, 1):
            rows = "".join(list_row(placed) for placed in screen)
            body = f"<body>\n<table>\n{rows}</table>\n{pager(_FRAMES, name, number, len(screens))}</body>\n"
            inner = f"<html>\n{html_head(shelf.charset, shelf.column.heading)}{body}</html>\n"
            yield html_page(_FRAMES + page_name(name, number), inner, shelf.charset, list_page=number)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date in the line below the title."""
        return numbered_article(shelf, placed)
