"""Draws the boxes of a report's tables, two hundred of them in a page: a template takes four times as long for that."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from crawler.domain.report import Address
from crawler.domain.wording import Language
from monitor.web.report.cells import ShownCell
from monitor.web.report.tables import Box


def link_to(address: Address) -> str:
    """The name under which a cell stands in the page of its report, for links that lead to it.

    >>> link_to(Address.parse("requests.granted.total"))
    'cell-requests.granted.total'
    """
    return f"cell-{address}"


@dataclass(frozen=True, slots=True)
class Boxes:
    """Draws boxes in the words of one language; `original` is the address at which the marked original is shown."""

    original: str
    language: Language

    def drawn(self, box: Box) -> Markup:
        """A box of a table: a heading, or a cell."""
        across = f' colspan="{box.across}"' if box.across > 1 else ""
        if box.cell is not None:
            return Markup(f"<td{across}>{self.cell(box.cell)}</td>")  # noqa: S704 - what is put in is escaped
        down = f' rowspan="{box.down}"' if box.down > 1 else ""
        return Markup(f'<th scope="{escape(box.scope)}" lang="zh-CN"{across}{down}>{escape(box.text)}</th>')  # noqa: S704 - likewise

    def cell(self, one: ShownCell) -> Markup:
        """A cell with its mark; choosing it shows its place in the original, where that is known."""
        value, title = escape(one.value.to(self.language)), escape(one.title_in(self.language))
        mark, address = escape(one.mark.to(self.language)), escape(str(one.address))
        said = f'id="{escape(link_to(one.address))}" title="{title}" data-cell="{address}" data-shown="{value}"'
        inner = f'{value}<span class="mark">{mark}</span>' if mark else value
        if one.placed:
            place = f"{escape(self.original)}#{escape(one.anchor)}"
            shown = f'<a class="cell" href="{place}" target="original" {said}>{inner}</a>'
        else:
            shown = f'<span class="cell" tabindex="0" {said} data-unplaced>{inner}</span>'
        conflict = " in-conflict" if one.conflicts else ""
        return Markup(f'<span class="look look-{one.look.value}{conflict}">{shown}</span>')  # noqa: S704 - likewise
