"""Who holds a slot: a process, named so that whoever shares its machine can tell whether it is still there."""

import os
import platform
from datetime import datetime
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_NAMESPACE = Path("/proc/self/ns/pid")


def this_process(began: datetime) -> str:
    """The name of this process as an owner of slots."""
    return f"{platform.node()}/{os.getpid()}/{began:%Y%m%dT%H%M%S}/{_place()}"


def is_gone(owner: str) -> bool:
    """Whether an owner is surely no more. Of a process on another machine, or of an earlier start, nothing is sure.

    >>> is_gone("another machine/1/20260131T180000/nowhere")
    False
    """
    *_, pid, _began, place = ["", "", *owner.split("/")]
    if not place or place != _place() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _place() -> str:
    """Where process ids mean the same: one start of one machine, and one container on it. Empty where it has no name.

    Two containers may share a host name, and each has a process 7.
    """
    try:
        boot, namespace = _BOOT.read_text("ascii").strip(), _NAMESPACE.readlink()
    except OSError:
        return ""
    return f"{boot[:8]}-{str(namespace).strip('pid:[]')}"
