"""A process that has imported all of a crawl and forks one for the asking: starting fifty of them takes seconds."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Self

_PROGRAM = """
import json, os, sys
import scrapy.cmdline, scrapy.crawler, scrapy.core.engine, scrapy.core.downloader.handlers.http11
import crawler.pipelines, crawler.settings, monitor.crawl_settings, spiders.annual_reports
import storage.journal_downloader, storage.knowledge_source, storage.pipelines, storage.register_source

from contextlib import suppress
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

def names(value):
    if isinstance(value, dict):
        return [name for item in value.items() for part in item for name in names(part)]
    return [value] if isinstance(value, str) and "." in value else []

for setting in (default_settings, crawler.settings):
    for value in vars(setting).values():
        for name in names(value):
            with suppress(Exception):
                load_object(name)
assert "twisted.internet.reactor" not in sys.modules
for line in sys.stdin:
    child = os.fork()
    if child:
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    else:
        sys.stdin = open(os.devnull)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        status = 9
        try:
            scrapy.cmdline.execute(["scrapy", *json.loads(line)])
        except SystemExit as ended:
            status = ended.code or 0
        finally:
            os._exit(status)
"""


class Zygote:
    """Starts crawls by forking; each runs until it ends or is killed, one at a time."""

    def __init__(self, environment: Mapping[str, str], log: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            bufsize=1,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process as process:
            process.kill()

    def start(self, *arguments: str) -> int:
        """Start a crawl with the arguments of `scrapy`; its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def wait(self) -> int:
        """The exit status of the crawl that was started last; negative where a signal killed it."""
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the zygote has died"
        return line
