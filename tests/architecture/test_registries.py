"""What is on disk is what is registered: a module that nobody imports would silently do nothing."""

import ast
import importlib
import tomllib
from collections.abc import Iterable
from pathlib import Path
from pkgutil import resolve_name
from types import ModuleType

import typer
from alembic.script import ScriptDirectory
from typer.core import TyperGroup
from typer.main import get_command

from crawler.domain.extraction import Medium
from crawler.forms import all_forms
from crawler.readers import READERS, Confined
from crawler.readers.archives.members import ARCHIVES
from monitor.checks import MODULES, all_checks
from monitor.cli.app import app
from spiders.families import FAMILIES
from spiders.simulator.families import FAMILIES as SIMULATED_FAMILIES

ROOT = Path(__file__).parents[2]
DECORATORS = frozenset({"dossier_check", "extraction_check", "table_check"})
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


def on_disk(folder: str, *beside: str) -> set[str]:
    """The modules of a folder, without those that stand beside the registered ones."""
    names = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__", *beside}
    return {f"{folder.replace('/', '.')}.{name}" for name in names}


def registrations(path: Path) -> int:
    """How many checks a module registers."""
    functions = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef))
    calls = (decorator for function in functions for decorator in function.decorator_list)
    return sum(
        isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in DECORATORS for call in calls
    )


def names(modules: Iterable[ModuleType]) -> list[str]:
    return [module.__name__ for module in modules]


def contract(name: str) -> dict[str, list[str]]:
    return next(found for found in CONTRACTS if found["name"].startswith(name))


def test_every_module_that_registers_checks_is_imported_by_name() -> None:
    registering = {module for module in on_disk("monitor/checks") if registrations(path_of(module))}

    assert len(MODULES) > 1
    assert sorted(names(MODULES)) == sorted(registering)


def test_every_check_on_disk_is_in_the_catalogue() -> None:
    written = sum(registrations(path_of(module)) for module in on_disk("monitor/checks"))

    assert len(all_checks()) == written > 1


def test_every_family_of_sites_is_asked_for_further_pages() -> None:
    asked = [family.__module__ for family in FAMILIES]

    assert sorted(asked) == sorted(on_disk("spiders/families"))


def test_the_contract_on_families_names_every_one_of_them() -> None:
    assert set(contract("Families of sites")["modules"]) == on_disk("spiders/families")


def test_the_contract_on_the_simulator_names_everything_that_crawls() -> None:
    crawling = on_disk("spiders") | {"spiders.families"}

    assert set(contract("Nothing that crawls")["source_modules"]) == crawling


def test_every_simulated_family_has_a_name_and_bears_it() -> None:
    modules = {f"spiders.simulator.families.{name}": type(family) for name, family in SIMULATED_FAMILIES.items()}

    assert set(modules) == on_disk("spiders/simulator/families", "shelves")
    assert [family.__module__ for family in modules.values()] == list(modules)


def test_every_form_on_disk_is_loaded() -> None:
    files = {path.stem for path in (ROOT / "crawler/forms").glob("*.toml")} - {"outline"}

    assert {form.key for form in all_forms()} == files


def test_every_medium_has_a_reader_and_every_name_of_one_leads_to_it() -> None:
    names = [reader.name for reader in READERS.values() if isinstance(reader, Confined)]

    assert set(READERS) == set(Medium) - {Medium.UNKNOWN, *ARCHIVES}
    assert len(names) > 1
    assert all(callable(resolve_name(name)) for name in names)


def test_every_module_of_commands_adds_them_to_the_program() -> None:
    modules = [importlib.import_module(name) for name in sorted(on_disk("monitor/cli", "__main__"))]
    adding = [module for module in modules if hasattr(module, "add_to")]

    assert len(adding) > 1
    assert {command for module in adding for command in commands_of(module)} == commands_in(app)


def test_every_migration_on_disk_lies_on_the_one_way_to_the_newest_shape() -> None:
    scripts = ScriptDirectory(str(ROOT / "storage/migrations"))
    taken = {f"storage.migrations.versions.{Path(script.path).stem}" for script in scripts.walk_revisions()}

    assert len(scripts.get_heads()) == 1
    assert taken == on_disk("storage/migrations/versions")


def path_of(module: str) -> Path:
    return (ROOT / module.replace(".", "/")).with_suffix(".py")


def commands_of(module: ModuleType) -> set[str]:
    alone = typer.Typer()
    alone.callback()(lambda: None)
    module.add_to(alone)
    return commands_in(alone)


def commands_in(program: typer.Typer) -> set[str]:
    group = get_command(program)
    assert isinstance(group, TyperGroup)
    return set(group.commands)
