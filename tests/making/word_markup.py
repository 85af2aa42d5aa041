"""Documents of Word written by hand, for markup that no library writes."""

from collections.abc import Mapping

from tests.making.zipped import zipped

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def write_docx(
    body: str, *, numbering: str = "", styles: str = "", media: Mapping[str, bytes] | None = None, prolog: str = ""
) -> bytes:
    """A document with that markup as its body; `media` are its images by the ids of their relationships."""
    images = dict(media or {})
    links = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/image" Target="media/{key}.png"/>' for key in images)
    return zipped(
        {
            "_rels/.rels": _relations(
                f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _relations(
                f'<Relationship Id="n" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
                f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>{links}'
            ),
            "word/document.xml": _part(f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>", prolog),
            "word/numbering.xml": _part(f"<w:numbering {_NAMESPACES}>{numbering}</w:numbering>"),
            "word/styles.xml": _part(f"<w:styles {_NAMESPACES}>{styles}</w:styles>"),
        }
        | {f"word/media/{key}.png": body for key, body in images.items()}
    )


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    """A cell with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of rows of cells."""
    return f"<w:tbl>{''.join(_row(row) for row in rows)}</w:tbl>"


def _row(cells: tuple[str, ...]) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _relations(listed: str) -> bytes:
    return _part(
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def _part(markup: str, prolog: str = "") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{prolog}{markup}'.encode()
