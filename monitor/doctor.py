"""What is there, what is missing, and the command that mends it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crawler.fetch.browser import find_chromium

_PYTHON_FLOOR = (3, 11)
_APT_CHROMIUM = "apt-get install -y --no-install-recommends chromium"
_APT_POSTGRESQL = "apt-get install -y --no-install-recommends postgresql"
_APT_OFFICE = "apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui"
_APT_ANTIWORD = "apt-get install -y --no-install-recommends antiword"
_APT_ARCHIVES = "apt-get install -y --no-install-recommends libarchive-tools"
_APT_FONTS = "apt-get install -y --no-install-recommends fonts-noto-cjk"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
_CHINESE_FONTS = ("*CJK*", "wqy*", "*SourceHan*", "*simsun*", "*uming*")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing we look for: `found` is where it is, None where missing; `needed` if we cannot do without."""

    name: str
    found: str | None
    purpose: str
    needed: bool
    remedies: tuple[tuple[str, ...], ...] = ()

    @property
    def remedy(self) -> str:
        """The command that mends it, as a person types it."""
        return "  or  ".join(" ".join(command) for command in self.remedies)


def diagnose(environ: Mapping[str, str], *, for_tests: bool = False) -> tuple[Diagnosis, ...]:
    """Look at this machine; the tests need a PostgreSQL server beside what the program needs."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    chromium = find_chromium(environ)
    return (
        Diagnosis("Python", python if sys.version_info >= _PYTHON_FLOOR else None, "runs everything", needed=True),
        Diagnosis(
            "Chromium",
            str(chromium) if chromium else None,
            "renders pages that a script draws",
            needed=True,
            remedies=((sys.executable, "-m", "playwright", "install", "chromium"), _apt(_APT_CHROMIUM)),
        ),
        Diagnosis(
            "PostgreSQL server",
            find_postgresql(environ),
            "lets the tests run on both databases",
            needed=for_tests,
            remedies=(_apt(_APT_POSTGRESQL),),
        ),
        *_converters(environ, for_tests=for_tests),
        Diagnosis(
            "Chinese fonts",
            _chinese_font(),
            "let screenshots and printed pages show Chinese",
            needed=for_tests,
            remedies=(_apt(_APT_FONTS),),
        ),
    )


def _converters(environ: Mapping[str, str], *, for_tests: bool) -> tuple[Diagnosis, ...]:
    """The programs that open the media for which there is no library."""

    def program(name: str, command: str, purpose: str, remedy: str) -> Diagnosis:
        found = shutil.which(command, path=environ.get("PATH"))
        return Diagnosis(name, found, purpose, needed=for_tests, remedies=(_apt(remedy),))

    return (
        program("LibreOffice", "soffice", "reads reports in DOC, WPS and RTF", _APT_OFFICE),
        program("antiword", "antiword", "reads reports in DOC where LibreOffice is not", _APT_ANTIWORD),
        program("bsdtar", "bsdtar", "opens reports packed as RAR", _APT_ARCHIVES),
    )


def find_postgresql(environ: Mapping[str, str]) -> str | None:
    """The folder of a PostgreSQL server's programs: on PATH, or where Debian keeps them."""
    on_path = shutil.which("initdb", path=environ.get("PATH"))
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    complete = (folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists())
    return next((str(folder) for folder in complete), None)


def mend(missing: Diagnosis, look: Callable[[], tuple[Diagnosis, ...]], say: Callable[[str], None]) -> bool:
    """Try the remedies in turn until the thing is found; say what is done and what came of it."""
    for command in _runnable(missing.remedies):
        say(f"{missing.name} is missing: {' '.join(command)}")
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        try:
            _install(command, environment)
        except (OSError, subprocess.SubprocessError) as error:
            say(f"  that failed: {error}")
        if any(seen.name == missing.name and seen.found for seen in look()):
            return True
    return False


def _install(command: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """Run one remedy; what it writes is of interest to nobody, only whether the thing is there afterwards."""
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, env=dict(environment), stdout=quiet, stderr=quiet, timeout=900)  # noqa: S603


def _runnable(remedies: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, ...]]:
    """Debian's lists must be there before its packages can be; without root there is no installing them."""
    for command in remedies:
        if command[0] != "apt-get":
            yield command
        elif os.geteuid() == 0 and shutil.which("apt-get"):
            yield ("apt-get", "update", "-qq")
            yield command


def _apt(command: str) -> tuple[str, ...]:
    return tuple(command.split())


def _chinese_font() -> str | None:
    folders = [Path(folder) for folder in _FONT_FOLDERS if Path(folder).is_dir()]
    found = (path for folder in folders for pattern in _CHINESE_FONTS for path in folder.rglob(pattern))
    return next((str(path) for path in found), None)
