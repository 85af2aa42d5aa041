"""The middle of the flow can be used where no framework is wanted: importing it loads none."""

import subprocess
import sys

import pytest

FRAMEWORKS = ("scrapy", "twisted", "sqlalchemy", "playwright", "apscheduler")


@pytest.mark.parametrize("module", ["crawler.flow", "crawler.validate", "monitor.checks"])
def test_a_fresh_import_loads_no_framework(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert module.partition(".")[0] in loaded.stdout.split()
    assert set(loaded.stdout.split()).isdisjoint(FRAMEWORKS)
