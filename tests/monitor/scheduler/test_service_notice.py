import socket
from pathlib import Path

from monitor.service_notice import READY, notify


def test_who_started_us_is_told_where_it_asked_to_be(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.settimeout(5)

        notify(READY, {"NOTIFY_SOCKET": address})

        assert systemd.recv(100) == b"READY=1"


def test_a_name_without_a_file_is_one_of_linux(tmp_path: Path) -> None:
    name = f"gongkai {tmp_path}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + name)
        systemd.settimeout(5)

        notify(READY, {"NOTIFY_SOCKET": "@" + name})

        assert systemd.recv(100) == b"READY=1"


def test_that_nobody_listens_is_no_trouble(tmp_path: Path) -> None:
    notify(READY, {})
    notify(READY, {"NOTIFY_SOCKET": str(tmp_path / "gone")})

    assert not (tmp_path / "gone").exists()
