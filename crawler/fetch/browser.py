"""The Chromium that renders pages: where it is, and how it is started."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DOWNLOADS = "chromium-*/chrome-linux*/chrome"
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--blink-settings=imagesEnabled=false",
)
# The proxy is the only way out: no name is looked up beside it, and no call is set up past it.
_ONE_WAY_OUT = (
    "--dns-prefetch-disable",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


def find_chromium(environ: Mapping[str, str]) -> Path | None:
    """A Chromium on PATH, else one that Playwright has downloaded."""
    on_path = (shutil.which(name, path=environ.get("PATH")) for name in _NAMES)
    downloads = Path(environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = [Path(path) for path in on_path if path] or sorted(downloads.glob(_DOWNLOADS), key=_build, reverse=True)
    return found[0] if found else None


def _build(chromium: Path) -> int:
    """The number of a download: chromium-1200 is newer than chromium-999."""
    number = chromium.parents[1].name.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def launch_options(environ: Mapping[str, str]) -> dict[str, object]:
    """How Playwright is to start the browser; as root Chromium needs its sandbox off."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    options: dict[str, object] = {"headless": True, "args": [*_QUIET, *_ONE_WAY_OUT, *sandbox]}
    chromium = find_chromium(environ)
    return options if chromium is None else options | {"executable_path": str(chromium)}
