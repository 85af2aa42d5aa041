"""Every medium that reports can be made in, by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from spiders.simulator.figures import seeded
from tests.making import texts
from tests.making.office import converted
from tests.making.pages import as_page, word_page
from tests.making.pdf_text import as_ofd, as_pdf_text
from tests.making.printing import LONG_PAGE, SHEETS, as_pdf, printable, without_times
from tests.making.rar import new_rar
from tests.making.reports import MadeReport, made_reports
from tests.making.scanning import CLEAN, FINE, POOR, Scan, as_picture, as_scanned_pdf
from tests.making.style import Chrome, Style
from tests.making.texts import Mangling
from tests.making.word import as_docx
from tests.making.workbooks import as_xlsx
from tests.making.zipped import with_fixed_times, zipped

Making = Callable[[Sequence[MadeReport]], Sequence[bytes]]
_PLAIN_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@dataclass(frozen=True, slots=True)
class MediumRecipe:
    """How reports become files of a medium.

    `documents` is how many of them tell enough in a measurement, for reading takes from milliseconds to minutes.
    `styled` says whether styles are drawn, `brief` whether the narrative is left out, `goal` which share of cells is
    to be right; None where the medium has lost what no reader can restore.
    """

    suffix: str
    make: Making
    documents: int = 4
    styled: bool = True
    brief: bool = False
    goal: float | None = 0.999


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A file of a medium, and the report that is in it."""

    medium: str
    suffix: str
    body: bytes
    report: MadeReport


def made_documents(medium: str, seed: int, count: int) -> list[MadeDocument]:
    """That many documents of a medium; the same for the same seed, as far as the programs allow that make them."""
    recipe = MEDIA[medium]
    reports = made_reports(seed, count, None if recipe.styled else Style(), brief=recipe.brief)
    bodies = recipe.make(reports)
    return [MadeDocument(medium, recipe.suffix, body, report) for body, report in zip(bodies, reports, strict=True)]


def _each(make: Callable[[MadeReport], bytes]) -> Making:
    return lambda reports: [make(report) for report in reports]


def _through_office(before: str, after: str, make: Callable[[MadeReport], bytes]) -> Making:
    return lambda reports: converted([make(report) for report in reports], before, after)


def _docx_by_office(reports: Sequence[MadeReport]) -> list[bytes]:
    return [with_fixed_times(body) for body in converted([_printed_page(report) for report in reports], "html", "docx")]


def _mangled(mangling: Mangling) -> MediumRecipe:
    make = _each(lambda report: texts.mangled(report, mangling, seeded(report.title)))
    return MediumRecipe("txt", make, goal=None if mangling is not Mangling.NONE else 0.999)


def _on_sheets(reports: Sequence[MadeReport]) -> list[bytes]:
    return [as_pdf(report, SHEETS[number % len(SHEETS)]) for number, report in enumerate(reports)]


def _by_office(reports: Sequence[MadeReport]) -> list[bytes]:
    return [without_times(body) for body in converted([as_docx(report) for report in reports], "docx", "pdf")]


def _scanned(scan: Scan) -> Making:
    return _each(lambda report: as_scanned_pdf(as_pdf(report), scan))


def _pictured(kind: str) -> Making:
    return _each(lambda report: as_picture(as_pdf(report, LONG_PAGE), CLEAN, kind))


def _printed_page(report: MadeReport) -> bytes:
    return printable(report, SHEETS[0]).encode()


def _members(report: MadeReport) -> dict[str, bytes]:
    """What governments pack together: a note, the report, a picture."""
    notice = "关于发布年度报告的说明：附件为正式文本。".encode()
    return {"说明.txt": notice, f"{report.title}.docx": as_docx(report), "logo.gif": _PLAIN_GIF}


def _archive(report: MadeReport) -> bytes:
    return zipped(_members(report))


def _rar_archive(report: MadeReport) -> bytes:
    return new_rar(_members(report))


def _word_page(report: MadeReport) -> bytes:
    return word_page(replace(report, style=Style(paste=report.style.paste, chrome=Chrome.TRS)), 100_000)


MEDIA: Mapping[str, MediumRecipe] = {
    "html": MediumRecipe("html", _each(as_page), documents=30),
    "html of 100 KB": MediumRecipe("html", _each(_word_page), documents=4),
    "text": MediumRecipe("txt", _each(texts.as_text), documents=10, goal=None),
    "markdown": MediumRecipe("md", _each(texts.as_markdown), documents=10, goal=None),
    "text in lines": MediumRecipe("txt", _each(texts.as_lines), documents=10, goal=None),
    "text of a pdf": MediumRecipe(
        "txt", lambda reports: [as_pdf_text(body) for body in _on_sheets(reports)], goal=None
    ),
    **{f"text, {mangling.value}": _mangled(mangling) for mangling in Mangling if mangling is not Mangling.NONE},
    "docx": MediumRecipe("docx", _each(as_docx), documents=6),
    "docx by libreoffice": MediumRecipe("docx", _docx_by_office),
    "doc": MediumRecipe("doc", _through_office("docx", "doc", as_docx)),
    "rtf": MediumRecipe("rtf", _through_office("docx", "rtf", as_docx)),
    "xlsx": MediumRecipe("xlsx", _each(as_xlsx), documents=6),
    "xls": MediumRecipe("xls", _through_office("xlsx", "xls", as_xlsx)),
    "pdf by chromium": MediumRecipe("pdf", _on_sheets, documents=6),
    "pdf by libreoffice": MediumRecipe("pdf", _by_office),
    "ofd": MediumRecipe("ofd", lambda reports: [as_ofd(body) for body in _on_sheets(reports)], documents=3),
    "zip": MediumRecipe("zip", _each(_archive), documents=2),
    "rar": MediumRecipe("rar", _each(_rar_archive), documents=2),
    "scan, clean, 150 dpi": MediumRecipe("pdf", _scanned(CLEAN), 1, styled=False, brief=True, goal=0.98),
    "scan, clean, 216 dpi": MediumRecipe("pdf", _scanned(FINE), 1, styled=False, brief=True, goal=0.98),
    "scan, poor": MediumRecipe("pdf", _scanned(POOR), 1, styled=False, brief=True, goal=None),
    "png": MediumRecipe("png", _pictured("PNG"), 1, styled=False, brief=True, goal=0.98),
    "jpeg": MediumRecipe("jpg", _pictured("JPEG"), 1, styled=False, brief=True, goal=0.98),
}
"""What a report is published as, in the order of a measurement's lines."""
