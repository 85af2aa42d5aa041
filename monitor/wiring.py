"""Puts a workspace together: the only builder of what jobs and commands work with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from crawler.domain.errors import DatabaseUnavailable
from monitor.config import DEFAULT_RULES_FILE, Config, find_workspace, load_config
from monitor.obligations import Terms
from monitor.recipients import RECIPIENTS_FILE, Recipients, read_recipients
from monitor.rules import NO_RULES, RuleBook, read_rules
from storage.archive import Archive
from storage.schema import check_revision, upgrade
from storage.unit_of_work import Database, open_database, unit_of_work


@dataclass(frozen=True)
class Workspace:
    """A folder with its configuration, and the doors to what is kept there."""

    folder: Path
    config: Config

    @property
    def archive_folder(self) -> Path:
        """Where captures are kept."""
        return self.folder / "archive"

    @property
    def logs_folder(self) -> Path:
        """Where crawls write what they did."""
        return self.folder / "logs"

    @property
    def metrics_file(self) -> Path:
        """What the last crawl came to, for Prometheus."""
        return self.folder / "metrics" / "crawl.prom"

    @cached_property
    def database(self) -> Database:
        """The database, at the revision we need; raises DatabaseTooNew and DatabaseUnavailable."""
        if not self.folder.is_dir():
            raise DatabaseUnavailable(
                str(self.folder), f"there is no such workspace; make one with: gongkai init {self.folder}"
            )
        engine = open_database(self.config.database_url)
        check_revision(engine)
        return engine

    @cached_property
    def archive(self) -> Archive:
        """The captures."""
        return Archive(self.archive_folder)

    @property
    def rules_path(self) -> Path:
        """The file of local rules."""
        return self.folder / self.config.rules_file

    @property
    def rules(self) -> RuleBook:
        """The local rules as their file and the register stand now; raises BadRules. Without a file there are none."""
        path = self.rules_path
        if self.config.rules_file == DEFAULT_RULES_FILE and not path.exists():
            return NO_RULES
        with unit_of_work(self.database) as work:
            return read_rules(path, work.units.register())

    @property
    def terms(self) -> Terms:
        """The local rules on due dates, as they stand now."""
        return self.terms_under(self.rules)

    def terms_under(self, rules: RuleBook) -> Terms:
        """The same under rules that are read already."""
        return Terms(self.config.obligations.townships_day, rules.local_dues)

    @property
    def recipients(self) -> Recipients:
        """Who is told what, as the files stand now; raises BadConfig."""
        return read_recipients(self.folder / RECIPIENTS_FILE, self.config.offices)

    def prepare(self) -> None:
        """Make the folder and bring the database to our revision; harmless where both are there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        engine = open_database(self.config.database_url)
        try:
            upgrade(engine)
        finally:
            engine.dispose()

    def close(self) -> None:
        """Close the doors that were opened."""
        if "database" in self.__dict__:
            self.database.dispose()
        if "archive" in self.__dict__:
            self.archive.close()


def find_and_load(option: Path | None, environ: Mapping[str, str]) -> Workspace:
    """The workspace that an option or the environment names; raises BadConfig."""
    folder = find_workspace(option, environ)
    return Workspace(folder.absolute(), load_config(folder, environ))
