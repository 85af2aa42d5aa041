"""A site of one program: lists and articles are shells in which a script draws what it loads as JSON.

A shell holds `<div id="app">` and the program, whose name bears the hash of its text. The data of a page stands
below `/api` at the page's own address; an article's text is HTML within the JSON.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from zlib import crc32

from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import HOME, Page, html_page
from spiders.simulator.sites import MAIN_COLUMN, UTF_8, Entry

_PROGRAM = """(function () {
  var app = document.getElementById("app");
  function add(parent, tag, text) {
    var made = document.createElement(tag); made.textContent = text || ""; parent.append(made); return made;
  }
  function links(parent, pairs) {
    pairs.forEach(function (pair) { add(parent, "a", pair[0]).href = pair[1]; parent.append(" > "); });
  }
  function list(data) {
    links(add(app, "div"), data.below);
    var rows = add(app, "ul");
    data.rows.forEach(function (row) {
      var item = add(rows, "li"); add(item, "a", row.title).href = row.url; add(item, "span", row.date);
    });
    var turning = add(app, "div", "共" + data.total + "条 " + data.page + "/" + data.pages + " ");
    if (data.page < data.pages) add(turning, "a", "下一页").href = "?page=" + (data.page + 1);
  }
  function article(data) {
    add(app, "h1", data.title);
    add(app, "div", (data.date ? "发布日期：" + data.date + " " : "") + "来源：" + data.source);
    var text = add(app, "div"); text.className = "article-content"; text.innerHTML = data.content;
  }
  fetch("/api" + location.pathname + location.search).then(function (answer) { return answer.json(); })
    .then(function (data) {
      document.title = data.title;
      links(add(app, "div", "当前位置："), data.crumbs);
      (data.rows ? list : article)(data);
    });
})();
"""
_NAME = f"/static/js/app.{crc32(_PROGRAM.encode()):08x}.js"


class Spa:
    """Addresses without endings: `/xxgk/nb`, `/xxgk/nb?page=2`, `/xxgk/nb/detail/5321`."""

    column = "/xxgk/nb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The directory without its last slash."""
        return directory.rstrip("/")

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """Articles stand below their column."""
        return f"{directory}detail/{slug}"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The program, the shell of the list, and what the program loads for each page of it."""
        yield Page(_NAME, _PROGRAM.encode(), "text/javascript; charset=utf-8")
        front = self.front(shelf.directory)
        yield _shell(shelf, front)
        for number in range(1, len(shelf.screens()) + 1):
            yield from (_data(address, _list(shelf, number), number) for address in _addresses(front, number))

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The same shell as everywhere."""
        return _shell(shelf, placed.path)

    def beside(self, shelf: Shelf, placed: Placed) -> Iterator[Page]:
        """What the program loads for an article."""
        entry, day = placed.entry, placed.entry.page_date()
        content = {
            "title": entry.title,
            "crumbs": [HOME, *shelf.trail],
            "date": day.isoformat() if day else None,
            "source": shelf.site.name,
            "content": entry.html + placed.file_link.replace('"./', f'"{placed.path.rpartition("/")[0]}/'),
        }
        yield _data(placed.path, content)


def _addresses(front: str, number: int) -> tuple[str, ...]:
    return (front, f"{front}?page=1") if number == 1 else (f"{front}?page={number}",)


def _shell(shelf: Shelf, path: str) -> Page:
    """The page that is the same for all addresses."""
    head = f'<meta charset="{shelf.charset.meta}"><title>{escape(shelf.site.name)}</title>'
    body = f'<noscript>请开启JavaScript后访问。</noscript><div id="app"></div><script src="{_NAME}"></script>'
    html = f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body>{body}</body></html>\n'
    return html_page(path, html, shelf.charset)


def _list(shelf: Shelf, number: int) -> dict[str, object]:
    screens = shelf.screens()
    return {
        "title": f"{shelf.column.heading}_{shelf.site.name}",
        "crumbs": [HOME, *shelf.trail],
        "below": list(shelf.below) if shelf.column.key == MAIN_COLUMN else [],
        "total": len(shelf.placed),
        "page": number,
        "pages": len(screens),
        "rows": [_row(placed) for placed in screens[number - 1]],
    }


def _row(placed: Placed) -> dict[str, str | None]:
    day = placed.entry.list_date()
    return {"title": placed.entry.listed_as, "url": placed.path, "date": day.isoformat() if day else None}


def _data(path: str, content: Mapping[str, object], list_page: int = 0) -> Page:
    body = json.dumps(content, ensure_ascii=False).encode()
    return Page(f"/api{path}", body, "application/json", list_page=list_page)
