"""A report with known figures is read right in every medium it may be published in, and nowhere wrong and certain."""

import pytest

from crawler.domain.errors import NotAnAnnualReport, NotReadable
from crawler.domain.extraction import Extraction
from crawler.flow import read_bytes
from tests.making.media import MEDIA, MadeDocument, made_documents
from tests.making.truth import judged, share_right, silent_errors

SEED = 11
ONE_IS_ENOUGH = ("scan", "png")
# Recognition takes half a minute a document: these two are left to the benchmark.
TRIED = {medium: recipe for medium, recipe in MEDIA.items() if medium not in ("scan, clean, 216 dpi", "jpeg")}
WITH_A_GOAL = [medium for medium, recipe in TRIED.items() if recipe.goal is not None]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def read() -> dict[str, list[tuple[MadeDocument, Extraction | None]]]:
    """What was read so far, by medium: making and reading takes long, and several tests look at it."""
    return {}


@pytest.fixture
def readings(
    request: pytest.FixtureRequest, read: dict[str, list[tuple[MadeDocument, Extraction | None]]]
) -> list[tuple[MadeDocument, Extraction | None]]:
    medium = request.param
    if medium not in read:
        count = 1 if medium.startswith(ONE_IS_ENOUGH) else 2
        read[medium] = [(document, _read(document)) for document in made_documents(medium, SEED, count)]
    return read[medium]


Readings = list[tuple[MadeDocument, Extraction | None]]


def _read(document: MadeDocument) -> Extraction | None:
    try:
        return read_bytes(document.body, f"report.{document.suffix}")
    except (NotReadable, NotAnAnnualReport):
        return None


@pytest.mark.parametrize("readings", TRIED, indirect=True)
def test_no_cell_is_wrong_and_certain(readings: Readings) -> None:
    wrong = [error for document, extraction in readings for error in silent_errors(extraction, document.report.truth)]

    assert wrong == []


@pytest.mark.parametrize("readings", WITH_A_GOAL, indirect=True)
def test_as_many_cells_are_right_as_the_medium_allows(readings: Readings) -> None:
    verdicts = [verdict for document, extraction in readings for verdict in judged(extraction, document.report.truth)]
    goal = MEDIA[readings[0][0].medium].goal

    assert goal is not None
    assert share_right(verdicts) >= goal


@pytest.mark.parametrize("readings", WITH_A_GOAL, indirect=True)
def test_title_unit_and_year_are_those_of_the_report(readings: Readings) -> None:
    told = [
        (extraction.report.unit_name, extraction.report.report_year) if extraction is not None else None
        for _, extraction in readings
    ]

    assert told == [(document.report.unit_name, document.report.year) for document, _ in readings]
