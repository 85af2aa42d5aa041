"""Report pages in HTML: their paragraphs and tables, and what the page says of itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from crawler.domain.document import Document, Grid, PageFacts, Paragraph
from crawler.domain.errors import NotReadable
from crawler.domain.extraction import Medium
from crawler.domain.report import Place
from crawler.fetch.charset import decode

CONTAINERS = (
    ("id", re.compile(r"zoom")),
    ("id", re.compile(r"UCAP-CONTENT")),
    ("class", re.compile(r"TRS_Editor|trs_editor_view|TRS_UEDITOR")),
    ("id", re.compile(r"vsb_content.*")),
    ("class", re.compile(r"v_news_content|article_content|article-content")),
)
"""Where content systems keep an article, by id or class, surest first."""

_MARKER = "勾稽关系"
_SKIPPED = frozenset({"script", "style", "noscript", "template", "nav", "footer", "form"})
_PARTING = frozenset(
    {"address", "article", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "hr", "li", "main"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "section", "ul", "table", "tr", "td"}
)
_PUBLISHED_LABEL = re.compile(
    r"(?:发布|公开|发表|更新)(?:日期|时间)\s*[:：]?\s*((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
    r"|(?<![成生])(?:时间|日期)\s*[:：]\s*((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
)
_RAISED = frozenset({"sup", "sub"})
_SPAN_LIMIT = 60
_DIGITS = re.compile(r"\s*([0-9]{1,6})")
_LABEL_LENGTH = 100


def read_html(body: bytes, source: str) -> Document:
    """Read a page: the container of the article where one is known, else the whole body.

    Raises NotReadable for markup that is nested deeper than any page a person wrote.
    """
    soup = BeautifulSoup(decode(body), "lxml")
    tags = [tag for tag in soup.find_all(True) if isinstance(tag, Tag)]
    facts = _facts(soup, tags)
    try:
        blocks = tuple(_Walk().blocks(_container(soup, tags)))
    except RecursionError:
        raise NotReadable(source, "its markup is nested too deep") from None
    return Document(Medium.HTML, blocks, facts)


def _container(soup: BeautifulSoup, tags: Sequence[Tag]) -> Tag:
    body = soup.body or soup
    everywhere = _MARKER in body.get_text()
    found: dict[int, list[Tag]] = {}
    for tag in tags:
        if (rank := _rank(tag)) is not None:
            found.setdefault(rank, []).append(tag)
    for _, candidates in sorted(found.items()):
        best = max(candidates, key=lambda tag: len(tag.get_text()))
        if not everywhere or _MARKER in best.get_text():
            return best
    return body


def _rank(tag: Tag) -> int | None:
    """How sure a tag is to hold the article; None for tags that do not say so."""
    said = {"id": [str(tag.get("id") or "")], "class": tag.get("class") or []}
    if not any(any(values) for values in said.values()):
        return None
    matches = (
        rank
        for rank, (attribute, pattern) in enumerate(CONTAINERS)
        if any(pattern.fullmatch(value) for value in said[attribute])
    )
    return next(matches, None)


def _facts(soup: BeautifulSoup, tags: Sequence[Tag]) -> PageFacts:
    metas = {
        str(tag.get("name", "")).lower(): str(tag.get("content", "")).strip() for tag in tags if tag.name == "meta"
    }
    headings = [tag for tag in tags if tag.name in ("h1", "h2")]
    classed = [tag for tag in tags if any("title" in name.lower() for name in tag.get("class") or [])]
    pages = [tag for tag in tags if tag.name == "title"]
    spoken = [tag.get_text(" ", strip=True) for tag in (*headings, *classed, *pages)]
    labelled = _PUBLISHED_LABEL.search(soup.get_text(" "))
    return PageFacts(
        titles=tuple(dict.fromkeys(title for title in (metas.get("articletitle", ""), *spoken) if title)),
        published=metas.get("pubdate") or (labelled and (labelled[1] or labelled[2])) or None,
        source=metas.get("contentsource") or None,
    )


class _Walk:
    """Walks a container in document order, gathering inline text into paragraphs and tables into grids."""

    def __init__(self) -> None:
        self._pending: list[str] = []
        self._line = 0
        self._table = 0

    def blocks(self, container: Tag) -> Iterator[Paragraph | Grid]:
        yield from self._inside(container)
        yield from self._flush()

    def _inside(self, tag: Tag) -> Iterator[Paragraph | Grid]:
        for child in tag.children:
            yield from self._piece(child)

    def _piece(self, child: PageElement) -> Iterator[Paragraph | Grid]:
        if isinstance(child, NavigableString):
            if not isinstance(child, PreformattedString):
                self._pending.append(str(child))
            return
        if not isinstance(child, Tag) or child.name in _SKIPPED:
            return
        if child.name == "table" and not _is_layout(child):
            yield from self._flush()
            yield self._grid(child)
        elif child.name in _PARTING:
            yield from self._flush()
            yield from self._inside(child)
            yield from self._flush()
        else:
            yield from self._inside(child)

    def _flush(self) -> Iterator[Paragraph]:
        text = re.sub(r"\s+", " ", "".join(self._pending)).strip()
        self._pending.clear()
        if text:
            self._line += 1
            yield Paragraph(text, Place(line=self._line))

    def _grid(self, table: Tag) -> Grid:
        self._table += 1
        rows = _spread(table, self._table)
        return Grid(
            rows=tuple(tuple(text for text, _ in row) for row in rows),
            places=tuple(tuple(place for _, place in row) for row in rows),
        )


def _is_layout(table: Tag) -> bool:
    """Whether a table only places text on the page: it holds tables, or a single column of prose."""
    if table.find("table") is not None:
        return True
    alone = all(len(row.find_all(["td", "th"], recursive=False)) == 1 for row in table.find_all("tr"))
    return alone and len(table.get_text(strip=True)) > _LABEL_LENGTH


_Spread = tuple[str, Place]


def _spread(table: Tag, number: int) -> list[list[_Spread]]:
    """The rows with every spanned cell repeated wherever it reaches; its copies keep the place of the first."""
    rows: list[list[_Spread]] = []
    hanging: dict[int, tuple[_Spread, int]] = {}
    for tag in table.find_all("tr"):
        cells = [cell for cell in tag.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]
        row, hanging = _spread_row(cells, hanging, Place(table=number, row=len(rows) + 1))
        rows.append(row)
    return rows


def _spread_row(
    cells: list[Tag], hanging: dict[int, tuple[_Spread, int]], place: Place
) -> tuple[list[_Spread], dict[int, tuple[_Spread, int]]]:
    row: list[_Spread] = []
    below: dict[int, tuple[_Spread, int]] = {}
    waiting = list(cells)
    while waiting or len(row) in hanging:
        if len(row) in hanging:
            (piece, left), width = hanging[len(row)], 1
        else:
            cell = waiting.pop(0)
            piece, left = (_cell_text(cell), replace(place, column=len(row) + 1)), _span(cell, "rowspan")
            width = _span(cell, "colspan")
        for _ in range(width):
            if left > 1:
                below[len(row)] = (piece, left - 1)
            row.append(piece)
    return row, below


def _cell_text(cell: Tag) -> str:
    return re.sub(r"\s+", " ", "".join(_pieces(cell)).replace("\xa0", " ")).strip()


def _pieces(tag: Tag) -> Iterator[str]:
    """The text of a cell; what stands on lines of its own, or above the line, stays apart."""
    for child in tag.children:
        if isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)
        elif isinstance(child, Tag) and child.name not in _SKIPPED:
            parted = child.name in _PARTING or child.name in _RAISED
            yield from (" ", *_pieces(child), " ") if parted else _pieces(child)


def _span(cell: Tag, name: str) -> int:
    """How far a cell reaches, as browsers read it: the digits at the start."""
    found = _DIGITS.match(str(cell.get(name, "1")))
    return min(max(int(found[1]), 1), _SPAN_LIMIT) if found else 1
