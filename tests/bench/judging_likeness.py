"""The similarity pass over generated texts: time, and what of the copies planted in them is found.

`python -m tests.bench.judging_likeness --texts 3000` prints a line for each size up to that, in seconds of one core. A
copy that is missed, or a pair found among texts that share templates alone, ends it with an error.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator

from monitor.likeness import Mask, Masked, compare, like_pairs, without_shared
from tests.bench.likeness_texts import copied, written

_SHARES = (0.55, 0.7, 0.85, 1.0)
_COPIES = 100
_WARNS = 0.5


def main() -> int:
    """Print the curve; the status says whether every copy was found, and nothing else."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=int, default=3000)
    most = options.parse_args().texts
    sys.stdout.write("texts  mask s  pairs s  total s  planted  found  others\n")
    return max(_measured(size) for size in (500, 1000, 2000, 3000) if size <= most)


def _measured(size: int) -> int:
    texts, planted = _texts(size)
    began = time.process_time()
    mask = Mask(())
    masked: dict[int, Masked] = without_shared({place: mask(text) for place, text in enumerate(texts)})
    masked_at = time.process_time()
    found = {(pair.one, pair.other) for pair in like_pairs(masked) if pair.comparison.containment >= _WARNS}
    ended = time.process_time()
    planted = {pair for pair in planted if compare(masked[pair[0]], masked[pair[1]]).containment >= _WARNS}
    times = f"{masked_at - began:6.2f}  {ended - masked_at:7.2f}  {ended - began:7.2f}"
    counts = f"{len(planted):7}  {len(planted & found):5}  {len(found - planted):6}"
    sys.stdout.write(f"{size:5}  {times}  {counts}\n")
    sys.stdout.flush()
    return int(found != planted)


def _texts(size: int) -> tuple[list[str], set[tuple[int, int]]]:
    """Texts of which some were copied from others by a share."""
    chance = random.Random(size)  # noqa: S311 - the same texts every time
    texts = [written(chance) for _ in range(size)]
    planted = set(_planted(size))
    for place, (one, other) in enumerate(sorted(planted)):
        texts[other] = copied(chance, texts[one], _SHARES[place % len(_SHARES)])
    return texts, planted


def _planted(size: int) -> Iterator[tuple[int, int]]:
    yield from ((place, size // 2 + place) for place in range(_COPIES))


if __name__ == "__main__":
    sys.exit(main())
