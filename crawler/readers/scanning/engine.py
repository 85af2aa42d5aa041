"""The engine that recognises characters: loaded once per process, offline, on two threads at most, without a word."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from crawler.readers.scanning.pixels import Area, Pixels

_SETTINGS = {
    "Global.log_level": "critical",
    "Global.return_word_box": True,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_MOST_THREADS = 2
_HIGHEST, _LEEWAY = 3800, 400
"""A page of A3 at 216 dpi is looked at in one go."""
_SMALLEST, _SLIMMEST = 24, 60
"""What is smaller than a character or slimmer than any line of text is not looked at."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a strip of pixels reads, and from 0 to 1 how sure its least sure character is."""

    text: str
    score: float


NOTHING = Recognised("", 0.0)


def detect(image: Pixels) -> list[Area]:
    """Where on a page lines of text stand; a line may run over several cells, and lone characters may be missed."""
    found: list[Area] = []
    for top, bottom in _pieces(image):
        piece = image[top:bottom]
        if min(piece.shape[:2]) >= _SMALLEST and max(piece.shape[:2]) <= _SLIMMEST * min(piece.shape[:2]):
            found += [area.moved(0, top) for area in _detect_in(piece)]
    return found


def _pieces(image: Pixels) -> Iterator[tuple[int, int]]:
    """From where to where a page is looked at in one go: a long screenshot piece by piece, parted where it is lightest.

    The engine shrinks what it is given to 2000 pixels, which no character of a long page would survive.
    """
    top, height = 0, image.shape[0]
    while height - top > _HIGHEST:
        end = top + _HIGHEST
        cut = end - _LEEWAY + int(np.argmax(image[end - _LEEWAY : end].min(axis=2).mean(axis=1)))
        yield top, cut
        top = cut
    yield top, height


def _detect_in(piece: Pixels) -> Iterator[Area]:
    found = _engine()(piece, use_det=True, use_cls=False, use_rec=False)
    for box in () if found.boxes is None else found.boxes:
        corners = np.asarray(box)
        yield Area(*(int(edge) for edge in (*corners.min(axis=0), *corners.max(axis=0))))


def recognise(strips: Sequence[Pixels]) -> list[Recognised]:
    """The text of each strip, every one a single line, in the order given."""
    if not strips:
        return []
    found = _engine().recognize_txt(list(strips))
    return [_recognised(text, word.confs) for text, word in zip(found.txts, found.word_results, strict=True)]


def looks_turned(strips: Sequence[Pixels]) -> bool:
    """Whether most of the lines stand on their heads."""
    if not strips:
        return False
    _, found = _engine().cls_and_rotate(list(strips))
    return 2 * sum("180" in label for label, _ in found.cls_res) > len(strips)


def _recognised(text: str, scores: Sequence[float]) -> Recognised:
    return Recognised(text.strip(), float(min(scores))) if text.strip() else NOTHING


@cache
def _engine() -> Any:  # noqa: ANN401 - the types it ships do not fit what it returns
    # Loading it takes a second and 100 MB, which only pages without a text layer need to pay.
    from rapidocr import RapidOCR

    return RapidOCR(params=_SETTINGS | {"EngineConfig.onnxruntime.intra_op_num_threads": threads_allowed(os.environ)})


def threads_allowed(environ: Mapping[str, str]) -> int:
    """On how many threads to recognise: two, unless OMP_NUM_THREADS says one.

    Threads of the engine wait for each other at full speed: where all cores are busy, two take longer than one.

    >>> threads_allowed({}), threads_allowed({"OMP_NUM_THREADS": "1"}), threads_allowed({"OMP_NUM_THREADS": "8"})
    (2, 1, 2)
    """
    return 1 if environ.get("OMP_NUM_THREADS", "").strip() == "1" else _MOST_THREADS
