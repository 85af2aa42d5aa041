import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from monitor.jobs.owner import is_gone, this_process

BEGAN = datetime(2026, 1, 31, 18, tzinfo=UTC)


def test_a_process_that_lives_is_not_gone() -> None:
    assert not is_gone(this_process(BEGAN))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names the place of a process")
def test_a_process_of_this_machine_that_has_ended_is_gone() -> None:
    with subprocess.Popen(["true"]) as child:
        child.wait()

    assert is_gone(this_process(BEGAN).replace(f"/{os.getpid()}/", f"/{child.pid}/"))


@pytest.mark.parametrize(
    "owner", ["", "a", "web/12", "web/99999999/20260131T180000/", "web/99999999/20260131T180000/x-1"]
)
def test_of_others_nothing_is_sure(owner: str) -> None:
    assert not is_gone(owner)
