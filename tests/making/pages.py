"""Made reports as pages of HTML, in every dialect that a style asks for."""

import re
from html import escape

from spiders.simulator.tables import Grid, GridCell
from tests.making.chrome import around
from tests.making.grids import is_figure
from tests.making.reports import MadeReport
from tests.making.style import Charset, Markup, Paste, Style

_WORD_RUN = (
    '<span lang="EN-US" style="font-size:12.0pt;mso-bidi-font-size:10.5pt;font-family:仿宋_GB2312;mso-ascii-font-'
    'family:宋体;color:black;mso-font-kerning:0pt">{}</span>'
)
_WORD_PARAGRAPH = (
    '<p class="MsoNormal" align="center" style="text-align:center;line-height:18.0pt;mso-pagination:widow-orphan">{}'
    "<o:p></o:p></p>"
)
_NUMBER = re.compile(r"\+?[\d.,]+")
_MIDDLE_OF_LABEL = re.compile(r"(?<=公)(?=开)|(?<=政)(?=处)|(?<=机)(?=构)")


def as_page(report: MadeReport) -> bytes:
    """The page as its site sends it."""
    style = report.style
    head, body = around(style.chrome, report.title, article(report))
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={style.charset.declared}">'
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{declared if style.charset.declared else ""}{head}</head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )
    return page.encode(style.charset.encoding, "xmlcharrefreplace")


def article(report: MadeReport) -> str:
    """The title, paragraphs and tables of a report."""
    pieces = (_piece(piece, report.style) for piece in report.pieces())
    return "".join([f"<p align='center'><b>{escape(report.title)}</b></p>\n", *pieces])


def _piece(piece: str | Grid, style: Style) -> str:
    if not isinstance(piece, str):
        return _table(piece, style)
    text = escape(piece, quote=False)
    if style.paste is Paste.WORD:
        return f'<p class="MsoNormal" style="text-indent:32.0pt">{_WORD_RUN.format(text)}</p>\n'
    return f"<p>{text}</p>\n"


def _table(grid: Grid, style: Style) -> str:
    rows = [f"<tr>{''.join(_cell(cell, style) for cell in row)}</tr>\n" for row in grid]
    if style.markup is Markup.HEADED:
        # A cell reaches no further than the end of its thead.
        head = max(cell.rows for cell in grid[0])
        return f"<table><thead>{''.join(rows[:head])}</thead><tbody>{''.join(rows[head:])}</tbody></table>\n"
    if style.markup is Markup.UNQUOTED:
        return f"<TABLE border=1 width=100%>{''.join(rows)}</TABLE>\n"
    return f'<table border="1" cellspacing="0" cellpadding="0"><tbody>\n{"".join(rows)}</tbody></table>\n'


def _cell(cell: GridCell, style: Style) -> str:
    text = style.padding.value + _pasted(cell.text, style.paste) + style.padding.value
    kept_on_a_line = " nowrap" if _NUMBER.fullmatch(cell.text) else ""
    if style.markup is Markup.UNQUOTED:
        return f"<TD{_spans(cell, '')}{kept_on_a_line}>{text}"
    name = "th" if style.markup is Markup.HEADED and not is_figure(cell.text) else "td"
    return f"<{name}{_spans(cell, chr(34))}{kept_on_a_line}>{text}</{name}>"


def _spans(cell: GridCell, quote: str) -> str:
    spans = (("colspan", cell.columns), ("rowspan", cell.rows))
    return "".join(f" {name}={quote}{size}{quote}" for name, size in spans if size > 1)


def _pasted(text: str, paste: Paste) -> str:
    plain = escape(text, quote=False)
    if paste is Paste.WORD:
        return _WORD_PARAGRAPH.format(_WORD_RUN.format(plain or "&nbsp;"))
    if paste is Paste.EVERY_CHARACTER:
        return "".join(f"<span>{escape(character, quote=False)}</span>" for character in text)
    if paste is Paste.LINE_BREAKS and not is_figure(text):
        return _MIDDLE_OF_LABEL.sub("<br/>", plain)
    return plain


def word_page(report: MadeReport, size: int) -> bytes:
    """A plain page padded by Word's style rules to about that many bytes."""
    page = as_page(report).decode(Charset.UTF_8.encoding)
    rule = 'p.MsoNormal, li.MsoNormal {mso-style-parent:"";margin:0cm;text-align:justify;font-size:10.5pt;}\n'
    missing = max(size - len(page.encode()), 0) // len(rule)
    return page.replace("</head>", f"<style><!--\n{rule * missing}--></style></head>").encode()
