"""One report: its tables beside the archived original, and how it changed."""

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from crawler.domain.errors import GongkaiError, NoReport, UnknownCorrection
from crawler.domain.extraction import Extraction
from crawler.domain.wording import Text
from monitor.access.roles import Role
from monitor.annotation import known_address
from monitor.jobs.corrections import correct, judge_corrected, said_of, withdraw
from monitor.report_record import to_record
from monitor.web.auditing import note as write_down
from monitor.web.conditional import only_if_changed
from monitor.web.exports import export, format_asked
from monitor.web.guard import GuardedRoute, needs, signed_in
from monitor.web.pages import language_of, page
from monitor.web.problems import Declined
from monitor.web.report.boxes import Boxes, link_to
from monitor.web.report.cells import CONFLICT, CONFLICT_MARK, LOOKS, MARKS
from monitor.web.report.columns import COLUMNS, rows_of
from monitor.web.report.models import ReportRecord
from monitor.web.report.originals import Originals, archived_bytes, framed_original, shown_original
from monitor.web.report.page import Place, Reading, changes_from, reading_of, report_shown, source_of
from monitor.web.scope import may_on, sight_of, unit_in_sight
from monitor.web.triage.words import SHOWN
from storage.unit_of_work import UnitOfWork, unit_of_work

ROUTER = APIRouter(route_class=GuardedRoute, tags=["reports"])

_HERE = "/units/{unit_id}/reports/{report_year}"
_HIGHEST = 2**31 - 1
UnitId = Annotated[str, Path(max_length=100)]
Year = Annotated[int, Path(ge=2008, le=2100)]
Url = Annotated[str | None, Query(max_length=4000, description="An address of the report; without it the best one.")]
Number = Annotated[int | None, Query(ge=1, le=_HIGHEST, description="A reading; without it the one in force.")]
Note = Annotated[str, Form(min_length=1, max_length=2000)]


def report_path(place: Place, below: str = "", **more: object) -> str:
    """The address of the page of a reading, or of a page below it."""
    asked = {"url": place.url, "revision": place.number, **more}
    return f"/units/{quote(place.unit_id, safe='')}/reports/{place.report_year}{below}?{urlencode(asked)}"


@ROUTER.get(_HERE, include_in_schema=False)
@needs(Role.VIEWER)
def report(
    request: Request,
    unit_id: UnitId,
    report_year: Year,
    url: Url = None,
    revision: Number = None,
    against: Number = None,
) -> Response:
    """The tables of a report as printed, beside the original; with `against` what differs from another reading."""
    with unit_of_work(request.app.state.workspace.database) as work:
        unit = unit_in_sight(request, work, unit_id)
        reading = reading_of(work, unit_id, report_year, url, revision)
        telling = may_on(request, work, unit_id, Role.OPERATOR)
        shown = report_shown(work, unit, reading, sight_of(request), telling=telling)
        changes = None if against is None else changes_from(work, reading, against)
        reviewing = may_on(request, work, unit_id, Role.REVIEWER)
    asked = format_asked(request)
    if asked is not None:
        return export(request, asked, f"report-{report_year}", COLUMNS, rows_of(shown))
    return page(
        request,
        "report.html",
        shown=shown,
        changes=changes,
        against=against,
        reviewing=reviewing,
        looks=LOOKS,
        marks=MARKS,
        conflict=CONFLICT,
        conflict_mark=CONFLICT_MARK,
        **SHOWN,
        path=report_path,
        boxes=Boxes(report_path(shown.reading.place, "/original"), language_of(request)),
        link_to=link_to,
        done=request.query_params.get("done"),
    )


@ROUTER.get(f"{_HERE}/original", include_in_schema=False)
@needs(Role.VIEWER)
def original(
    request: Request, unit_id: UnitId, report_year: Year, url: Url = None, revision: Number = None
) -> Response:
    """The archived original of a reading with every cell marked, as a document that may do nothing."""
    workspace = request.app.state.workspace
    with unit_of_work(workspace.database) as work:
        unit_in_sight(request, work, unit_id)
        reading = reading_of(work, unit_id, report_year, url, revision)
        kept = source_of(work, reading.place)
        telling = may_on(request, work, unit_id, Role.OPERATOR)
        corrections = work.corrections.version(reading.extraction.digest)

    def draw() -> bytes:
        return framed_original(workspace.archive, kept, reading.extraction, telling=telling)

    key = (reading.place, kept.digest, corrections, telling)
    return shown_original(lambda: _originals(request).get(key, draw), language_of(request), telling=telling)


@ROUTER.get(f"{_HERE}/source", include_in_schema=False)
@needs(Role.VIEWER)
def source(request: Request, unit_id: UnitId, report_year: Year, url: Url = None, revision: Number = None) -> Response:
    """The archived bytes of a reading, as a file."""
    workspace = request.app.state.workspace
    with unit_of_work(workspace.database) as work:
        unit_in_sight(request, work, unit_id)
        kept = source_of(work, reading_of(work, unit_id, report_year, url, revision).place)
    name = "".join(letter for letter in unit_id if letter.isascii() and letter.isalnum())
    try:
        return archived_bytes(workspace.archive, kept, f"{name}-{report_year}")
    except GongkaiError as error:
        raise Declined(404, Text("存证文件无法读取", "the archived bytes cannot be read")) from error


@ROUTER.post(f"{_HERE}/corrections", include_in_schema=False)
@needs(Role.REVIEWER)
def correct_figure(
    request: Request,
    unit_id: UnitId,
    report_year: Year,
    cell: Annotated[str, Form(max_length=200)],
    value: Annotated[str, Form(max_length=40)],
    note: Note,
    digest: Annotated[str, Form(max_length=64)],
) -> Response:
    """Keep what a person says that a cell prints, of the bytes that they looked at."""
    with unit_of_work(request.app.state.workspace.database) as work:
        unit_in_sight(request, work, unit_id, Role.REVIEWER)
        _correct(request, work, Place(unit_id, report_year, "", 0), (cell, value), note, digest)
    return _back(unit_id, report_year)


@ROUTER.post(_HERE + "/corrections/{correction_id}/withdraw", include_in_schema=False)
@needs(Role.REVIEWER)
def withdraw_correction(
    request: Request,
    unit_id: UnitId,
    report_year: Year,
    correction_id: Annotated[int, Path(ge=1, le=_HIGHEST)],
    note: Note,
) -> Response:
    """Take a correction back."""
    now, by = request.app.state.clock(), signed_in(request).name
    with unit_of_work(request.app.state.workspace.database) as work:
        unit_in_sight(request, work, unit_id, Role.REVIEWER)
        try:
            known = work.corrections.get(correction_id)
            if (known.unit_id, known.report_year) != (unit_id, report_year):
                raise HTTPException(404)
            withdraw(work, correction_id, by, note, now)
        except UnknownCorrection as error:
            raise HTTPException(404) from error
        write_down(request, work, "correction.withdraw", str(correction_id), unit=unit_id, year=report_year, note=note)
        judge_corrected(request.app.state.workspace, work, report_year, unit_id, now)
    return _back(unit_id, report_year)


@ROUTER.get("/api/v1/reports/{unit_id}/{report_year}", response_model_exclude_unset=True)
@needs(Role.VIEWER)
def report_record(
    request: Request, response: Response, unit_id: UnitId, report_year: Year, url: Url = None, revision: Number = None
) -> ReportRecord:
    """What was read of a report, with what people corrected: the object that `gongkai report --format json` prints.

    The doubts about our own reading are for operators; who is none sees of a cell that it is not certain.
    """
    only_if_changed(request, response)
    with unit_of_work(request.app.state.workspace.database) as work:
        unit_in_sight(request, work, unit_id)
        reading = reading_of(work, unit_id, report_year, url, revision)
        telling = may_on(request, work, unit_id, Role.OPERATOR)
        kept = source_of(work, reading.place)
    return ReportRecord.model_validate(record_of(reading, kept.transport, telling=telling))


def record_of(reading: Reading, transport: str, *, telling: bool) -> dict[str, object]:
    """The published object of a reading; without our doubts, whose cells are then not certain."""
    record = dict(to_record(reading.extraction, reading.place.url, transport))
    if not telling:
        doubted = _doubted(reading.extraction)
        cells = record["cells"]
        record["cells"] = {key: cell | {"certain": False} if key in doubted else cell for key, cell in cells.items()}
        record["doubts"] = []
    return record


def _doubted(extraction: Extraction) -> frozenset[str]:
    return frozenset(str(address) for doubt in extraction.doubts for address in doubt.cells)


def _correct(request: Request, work: UnitOfWork, of: Place, said: tuple[str, str], note: str, digest: str) -> None:
    address = known_address(said[0])
    if address is None:
        raise Declined(422, Text("没有这个单元格", "no form has such a cell"))
    latest = work.reports.latest(of.unit_id, of.report_year)
    if latest is None or latest.digest != digest:
        words = Text("报告已有变化，请重新打开后再更正", "the report has changed meanwhile: open it again")
        raise Declined(409, words)
    now, by = request.app.state.clock(), signed_in(request).name
    try:
        made, _ = correct(work, of.unit_id, of.report_year, address, said_of(said[1]), by, note, now)
    except ValueError as error:
        raise Declined(422, Text("请填写数字、blank（空白）或 /", "a number, blank or /")) from error
    except NoReport as error:
        raise HTTPException(404) from error
    about = {"unit": of.unit_id, "year": of.report_year, "cell": str(address), "value": said[1], "note": note}
    write_down(request, work, "figure.correct", str(made.id), **about)
    judge_corrected(request.app.state.workspace, work, of.report_year, of.unit_id, now)


def _back(unit_id: str, report_year: int) -> Response:
    return RedirectResponse(f"/units/{quote(unit_id, safe='')}/reports/{report_year}?done=corrected", 303)


def _originals(request: Request) -> Originals:
    kept: Originals | None = getattr(request.app.state, "originals", None)
    if kept is None:
        kept = request.app.state.originals = Originals()
    return kept
