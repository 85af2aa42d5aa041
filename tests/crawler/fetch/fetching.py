"""Runs `fetch_program` on the settings of a real crawl, and gives what it told."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parent / "fetch_program.py"
ENVIRONMENT = {**os.environ, "SCRAPY_SETTINGS_MODULE": "crawler.settings"}


def command(told: Mapping[str, Any]) -> list[str]:
    """The command that fetches."""
    return [sys.executable, str(PROGRAM), json.dumps(told)]


def fetch(told: Mapping[str, Any], **environment: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The answers in the order in which they came, and the counts."""
    done = subprocess.run(
        command(told), env=ENVIRONMENT | environment, capture_output=True, text=True, timeout=90, check=True
    )
    return read(done.stdout)


def read(output: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What the program wrote."""
    *answers, last = (json.loads(line) for line in output.splitlines())
    return answers, last["counts"]
