"""How much of each medium is read right, how much wrong and certain, and how fast.

`python -m tests.bench.reading` makes documents with known figures in every medium and reads them, together with the
real reports; it ends with status 1 if any cell was wrong and certain. `--documents N` makes N of each medium, `--medium
NAME` measures that one only, `--keep DIR` keeps the documents that were misread.
"""

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.bench.reading_child import Measured, read_in_child
from tests.bench.reading_speed import speed_lines
from tests.bench.samples import REAL_PDF, REAL_TEXT, Sample, made_samples, real_samples
from tests.making.media import MEDIA
from tests.making.truth import Outcome, Verdict, counted, judged

DEFAULT_FOLDER = Path("..") / "shared" / "reports"
_WIDTH = 58
_HEADER = (
    f"{'medium':<{_WIDTH}}{'docs':>5}{'cells':>7}{'right':>7}{'unsure':>7}{'SILENT':>7}{'flagged':>8}{'unread':>7}"
    f"{'right %':>9}{'+ unsure':>9}{'goal':>6}{'ms/doc':>9}{'MB':>6}"
)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; how many silent errors there were."""
    told = _parser().parse_args(arguments)
    real = real_samples(told.reports)
    silent = 0
    _say("cells read, by medium; unsure = right but marked unsure, flagged = wrong but marked unsure")
    _say(_HEADER)
    for medium in told.medium or (*MEDIA, *real):
        samples = real[medium] if medium in real else made_samples(medium, told.seed, told.documents)
        silent += _measured(medium, samples, told.keep)
    if not told.medium:
        for line in speed_lines(told.reports):
            _say(line)
    _say(f"silent errors: {silent}")
    return silent


def _measured(medium: str, samples: Sequence[Sample], keep: Path | None) -> int:
    """Read the documents of one medium and print their line, and below it what is wrong and certain."""
    measured = read_in_child({sample.name: sample.body for sample in samples})
    verdicts = [
        list(judged(file.extraction, sample.truth)) for sample, file in zip(samples, measured.files, strict=True)
    ]
    _say(_line(medium, measured, counted(verdict for one in verdicts for verdict in one)))
    for sample, file, one in zip(samples, measured.files, verdicts, strict=True):
        if file.refusal:
            _say(f"    {sample.name} refused: {file.refusal}")
        wrong = [verdict for verdict in one if verdict.outcome is Outcome.SILENT]
        _tell_wrong(medium, sample, wrong, keep)
    return sum(verdict.outcome is Outcome.SILENT for one in verdicts for verdict in one)


def _line(medium: str, measured: Measured, counts: Counter[Outcome]) -> str:
    cells = max(counts.total(), 1)
    right, either = counts[Outcome.RIGHT] / cells, (counts[Outcome.RIGHT] + counts[Outcome.UNSURE]) / cells
    goal = MEDIA[medium].goal if medium in MEDIA else None
    columns = "".join(
        f"{counts[outcome]:>{width}}"
        for outcome, width in (
            (Outcome.RIGHT, 7),
            (Outcome.UNSURE, 7),
            (Outcome.SILENT, 7),
            (Outcome.FLAGGED, 8),
            (Outcome.UNREAD, 7),
        )
    )
    median = statistics.median(file.seconds for file in measured.files) * 1000
    return (
        f"{medium:<{_WIDTH}}{len(measured.files):>5}{counts.total():>7}{columns}{right:>9.2%}{either:>9.2%}"
        f"{'' if goal is None else f'{goal:.1%}':>6}{median:>9.1f}{measured.peak:>6.0f}"
    )


def _tell_wrong(medium: str, sample: Sample, wrong: Sequence[Verdict], keep: Path | None) -> None:
    for verdict in wrong:
        _say(f"    SILENT {sample.name} {verdict.address}: printed {verdict.printed}, read {verdict.read}")
    if wrong and sample.setting:
        _say(f"    made with {sample.setting}")
    if wrong and keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{medium}-{sample.name}".replace(" ", "_")).write_bytes(sample.body)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading", description=__doc__)
    parser.add_argument("--documents", type=int, help="how many to make of each medium")
    parser.add_argument("--medium", action="append", choices=[*MEDIA, REAL_TEXT, REAL_PDF], help="may be given again")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="where to keep the documents that were misread")
    parser.add_argument("--reports", type=Path, default=DEFAULT_FOLDER, help="the folder of real reports")
    return parser


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
