import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crawler.domain.errors import BadConfig
from monitor.config import Config
from monitor.feeds.links import office_of, paths_for, token_for
from monitor.secret import workspace_secret
from monitor.wiring import Workspace


def test_the_secret_of_a_workspace_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Config())

    with ThreadPoolExecutor(8) as people:
        secrets = set(people.map(lambda _: workspace_secret(workspace), range(16)))

    [secret] = secrets
    assert len(secret) == 32
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["secret.key"]


def test_every_workspace_has_another_secret(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()

    assert len({workspace_secret(Workspace(folder, Config())) for folder in folders}) == 2


def test_a_secret_that_cannot_be_kept_or_is_cut_short_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"short")

    with pytest.raises(BadConfig, match=r"secret\.key: .*cut short"):
        workspace_secret(Workspace(tmp_path, Config()))
    with pytest.raises(BadConfig, match="cannot be kept"):
        workspace_secret(Workspace(tmp_path / "nowhere", Config()))


@pytest.mark.parametrize("office", ["yunxi", "云溪县", "a.b", 'a"b', "\u202e"])
def test_an_address_names_its_office_and_no_other(office: str) -> None:
    token = token_for(office, b"geheim")

    assert office_of(token, b"geheim") == office
    assert paths_for(office, b"geheim") == (f"/feeds/{token}.atom", f"/calendar/{token}.ics")
    assert token.isascii()
    assert "/" not in token


@pytest.mark.parametrize("token", ["", "yunxi", "InVueHhpIg.", ".", "\ud83d", "云溪", "MQ." * 30])
def test_an_address_that_we_did_not_make_names_nobody(token: str) -> None:
    assert office_of(token, b"geheim") is None


def test_another_secret_voids_all_addresses() -> None:
    assert office_of(token_for("yunxi", b"geheim"), b"another") is None
