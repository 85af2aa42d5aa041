"""Small PDF files written by hand, for what no program prints on purpose."""

import io
from collections.abc import Mapping, Sequence

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

TABLE = (
    "0.5 w 100 700 200 -20 re S 100 680 200 -20 re S 200 700 m 200 660 l S "
    "BT /F 10 Tf 104 686 Td (Rules) Tj 100 0 Td (12) Tj -100 -20 Td (Fees) Tj 100 0 Td (7.5) Tj ET"
)
"""A table of two rows and two columns: Rules 12, Fees 7.5."""
ROWS = (("Rules", "12"), ("Fees", "7.5"))


def written(
    contents: Sequence[str],
    page: str = "/MediaBox [0 0 595 842]",
    forms: Mapping[str, str] | None = None,
    trailer: str = "",
) -> bytes:
    """A PDF with a page for each stream of contents; `forms` are form XObjects by name, all known to each other."""
    names = list(forms or {})
    first_form = 4
    known = " ".join(f"/{name} {first_form + at} 0 R" for at, name in enumerate(names))
    resources = f"/Resources << /Font << /F 3 0 R >> /XObject << {known} >> >>"
    first_page = first_form + len(names)
    kids = " ".join(f"{first_page + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    objects += [
        _stream(f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources}", body)
        for body in (forms or {}).values()
    ]
    for at, content in enumerate(contents):
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} {resources} /Contents {first_page + 2 * at + 1} 0 R >>")
        objects.append(_stream("", content))
    return _file(objects, trailer)


def _stream(entries: str, body: str) -> str:
    return f"<< {entries} /Length {len(body)} >>\nstream\n{body}\nendstream"


def _file(objects: Sequence[str], trailer: str) -> bytes:
    text, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    text += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return f"{text}startxref\n{text.index('xref')}\n%%EOF".encode("latin-1")


def scanned(pages: int = 1) -> bytes:
    """A PDF whose pages are images of nothing."""
    images = [Image.fromarray(np.full((842, 595), 255, dtype=np.uint8)) for _ in range(pages)]
    file = io.BytesIO()
    images[0].save(file, "PDF", save_all=True, append_images=images[1:])
    return file.getvalue()


def turned(body: bytes, degrees: int) -> bytes:
    """The same pages, drawn sideways within forms and turned clockwise so that they are upright to look at."""
    with pypdfium2.PdfDocument(body) as source, pypdfium2.PdfDocument.new() as target:
        for number in range(len(source)):
            _turn(source, number, target, degrees)
        file = io.BytesIO()
        target.save(file)
    return file.getvalue()


def _turn(source: pypdfium2.PdfDocument, number: int, target: pypdfium2.PdfDocument, degrees: int) -> None:
    width, height = source[number].get_size()
    matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[degrees]
    page = target.new_page(*((width, height) if degrees == 180 else (height, width)))
    form = pdfium.FPDF_NewFormObjectFromXObject(pdfium.FPDF_NewXObjectFromPage(target, source, number))
    pdfium.FPDFPageObj_SetMatrix(form, pdfium.FS_MATRIX(*matrix))
    pdfium.FPDFPage_InsertObject(page, form)
    pdfium.FPDFPage_GenerateContent(page)
    page.set_rotation(degrees)
