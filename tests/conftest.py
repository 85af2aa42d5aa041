"""What all tests share: where the real reports are."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder of real reports, which is not part of the project: beside it, or named by REAL_REPORTS."""
    folder = Path(os.environ.get("REAL_REPORTS", ROOT.parent / "shared" / "reports"))
    if folder.is_dir():
        return folder
    if os.environ.get("CI"):
        pytest.fail(f"the real reports are not in {folder}")
    pytest.skip(f"the real reports are not in {folder}; REAL_REPORTS names another folder")
