"""Which passwords are too weak, and what a hash gives away."""

import pytest
from argon2 import PasswordHasher

from monitor.access.passwords import Passwords, weakness


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "password12345",
        "Passw0rd2024!",
        "123456789012",
        "aaaaaaaaaaaaaaa",
        "qwertyqwerty1",
        "wang-xiaoming1",
        "gongkai-admin-2025",
        "abcabcabcabc",
        "１２３４５６７８９０１２",
        "x" * 201,
    ],
)
def test_these_are_too_weak(password: str) -> None:
    assert weakness(password, "wang-xiaoming") is not None


@pytest.mark.parametrize("password", ["河清海晏，时和岁丰，卯时三刻", "correct horse battery", "uK7$mmw0-Lq2!x"])
def test_these_will_do(password: str) -> None:
    assert weakness(password, "wang-xiaoming") is None


def test_a_password_fits_its_own_hash_however_it_is_typed() -> None:
    passwords = Passwords(PasswordHasher(1, 8, 1))
    kept = passwords.hash("ｆｕｌｌ width ①")

    assert kept.startswith("$argon2id$")
    assert passwords.fits("full width 1", kept)
    assert not passwords.fits("full width 2", kept)
    assert not passwords.fits("the password of nobody", None)
    assert not passwords.fits("full width 1", "no hash at all")
