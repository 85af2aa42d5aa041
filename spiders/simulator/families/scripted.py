"""A site whose lists are drawn by a script from JSON: without a browser the column looks empty."""

import json
from collections.abc import Iterator

from spiders.simulator.families.plain import numbered_article
from spiders.simulator.families.shelves import Placed, Shelf
from spiders.simulator.pages import Page, dress, html_page
from spiders.simulator.sites import UTF_8, Entry

_ENDPOINT = "/api/list.json"
_SCRIPT = """<div id="app"></div>
<script>
var page = Number(new URLSearchParams(location.search).get("page") || 1);
var load = fetch("{endpoint}?column={key}&page=" + page);
load.then(function (answer) {{ return answer.json(); }}).then(function (data) {{
  var list = document.createElement("ul");
  data.articles.forEach(function (article) {{
    var item = document.createElement("li"), link = document.createElement("a"), day = document.createElement("span");
    link.href = article.url; link.textContent = article.title; day.textContent = article.date || "";
    item.append(link, day); list.append(item);
  }});
  var app = document.getElementById("app");
  app.append(list);
  if (page < data.pages) {{
    var next = document.createElement("a");
    next.href = "?page=" + (page + 1); next.textContent = "下一页"; app.append(next);
  }}
}});
</script>
"""


class Scripted:
    """`<div id="app">` and a script; articles are static."""

    column = "/gkml/nb/"
    charset = UTF_8

    def front(self, directory: str) -> str:
        """The directory itself; its pages differ by `?page=` only."""
        return directory

    def article_path(self, directory: str, entry: Entry, slug: str) -> str:
        """Articles stand beside their column."""
        return f"{directory}post_{slug}.html"

    def list_pages(self, shelf: Shelf) -> Iterator[Page]:
        """The page with the script, and what the script loads."""
        main = shelf.side_menu + _SCRIPT.format(endpoint=_ENDPOINT, key=shelf.column.key)
        yield html_page(shelf.directory, dress(shelf.site, shelf.charset, shelf.trail, main), shelf.charset)
        screens = shelf.screens()
        for number, screen in enumerate(screens, 1):
            content = {"pages": len(screens), "articles": [_article(placed) for placed in screen]}
            path = f"{_ENDPOINT}?column={shelf.column.key}&page={number}"
            body = json.dumps(content, ensure_ascii=False).encode()
            yield Page(path, body, "application/json", list_page=number)

    def article(self, shelf: Shelf, placed: Placed) -> Page:
        """The article, its date in the line below the title."""
        return numbered_article(shelf, placed)


def _article(placed: Placed) -> dict[str, str | None]:
    day = placed.entry.list_date()
    return {"title": placed.entry.listed_as, "url": placed.path, "date": day.isoformat() if day else None}
