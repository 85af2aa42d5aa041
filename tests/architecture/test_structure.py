"""The shape of the tree: sizes, names, what is packed, and what an import may do."""

import pkgutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from setuptools import find_namespace_packages

from crawler import settings

ROOT = Path(__file__).parents[2]
PACKAGES = ("crawler", "spiders", "storage", "monitor")
LONGEST = 250

PACKING = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
"""What pyproject.toml tells setuptools."""

_WATCHED_IMPORT = """
import importlib, os, sys

touched = []

def watch(event, arguments):
    if event == "open":
        changes = bool((arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND))
    else:
        changes = event in {
            "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "shutil.copyfile", "shutil.rmtree",
            "socket.connect", "sqlite3.connect", "subprocess.Popen", "tempfile.mkdtemp", "tempfile.mkstemp",
        }
    if changes:
        touched.append(f"{event} {arguments[0]}")

sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
    if touched:
        break
sys.stdout.write(f"{name}: {touched}" if touched else "nothing")
"""


def modules() -> list[Path]:
    """Every module of the four packages."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def dotted(path: Path) -> str:
    """The name a module is imported by."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def dotted_paths(value: object) -> Iterator[str]:
    """The names of our own and of Scrapy's things in a setting, however deep they stand."""
    if isinstance(value, str):
        if value.partition(".")[0] in (*PACKAGES, "scrapy") and value.replace(".", "").isidentifier():
            yield value
    elif isinstance(value, Mapping):
        for item in (*value, *value.values()):
            yield from dotted_paths(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from dotted_paths(item)


def crawl_settings() -> dict[str, Any]:
    """The settings as Scrapy takes them from the module."""
    return {name: value for name, value in vars(settings).items() if name.isupper()}


def test_no_module_is_longer_than_one_thought() -> None:
    lengths = {dotted(path): len(path.read_text("utf-8").splitlines()) for path in modules()}

    assert "crawler.flow" in lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("path", sorted(set(dotted_paths(crawl_settings()))))
def test_every_name_in_the_crawl_settings_leads_to_something(path: str) -> None:
    assert pkgutil.resolve_name(path) is not None


def test_the_settings_name_the_parts_that_they_are_to_name() -> None:
    found = set(dotted_paths(crawl_settings()))

    assert {
        "spiders.annual_reports",
        "storage.pipelines.ArchivePipeline",
        "crawler.fetch.egress.EgressGuard",
        "monitor.crawl_settings.apply_workspace",
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    } <= found


def test_the_pipelines_are_written_in_the_order_in_which_they_run() -> None:
    names = [path.rpartition(".")[2] for path in settings.ITEM_PIPELINES]

    assert names == ["ArchivePipeline", "ReadPipeline", "StorePipeline"]
    assert list(settings.ITEM_PIPELINES.values()) == sorted(settings.ITEM_PIPELINES.values())


@pytest.mark.parametrize("package", PACKAGES)
def test_the_names_of_our_packages_are_nobody_elses(package: str) -> None:
    spec = find_spec(package)

    assert set(packages_distributions()[package]) == {"gongkai"}
    assert spec is not None
    assert spec.origin == str(ROOT / package / "__init__.py")


def test_the_four_packages_are_packed_and_nothing_else() -> None:
    packed = find_namespace_packages(str(ROOT), include=PACKING["packages"]["find"]["include"])

    assert {name.partition(".")[0] for name in packed} == set(PACKAGES)


def test_every_data_file_is_packed_with_the_code_that_reads_it() -> None:
    patterns = PACKING["package-data"]["*"]
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    data = [path for path in files if path.suffix not in (".py", ".pyc", ".md")]

    assert ROOT / "crawler/forms/form_2021.toml" in data
    assert [path for path in data if not any(fnmatch(path.name, pattern) for pattern in patterns)] == []


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in modules()}

    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.slow
def test_an_import_changes_nothing_on_this_machine(tmp_path: Path) -> None:
    names = [dotted(path) for path in modules() if path.name != "__main__.py"]

    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCHED_IMPORT, *names],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert done.stdout == "nothing", done.stderr
    assert list(tmp_path.iterdir()) == []


def test_types_layers_and_coverage_look_at_all_four_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]

    told = (project["mypy"]["packages"], project["importlinter"]["root_packages"], project["coverage"]["run"]["source"])

    assert [set(packages) for packages in told] == [set(PACKAGES)] * 3
