"""Reads secrets from where the settings say they stand."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from crawler.domain.errors import BadConfig

_VARIABLE, _FILE = "env:", "file:"


def secret_of(given: SecretStr, environ: Mapping[str, str]) -> str:
    """The secret itself; raises BadConfig, which names the place and never the secret."""
    text = given.get_secret_value()
    if text.startswith(_VARIABLE):
        return _held(text, environ.get(text.removeprefix(_VARIABLE)), "the variable is not set")
    if text.startswith(_FILE):
        return _held(text, _content(text), "the file is empty")
    return text


def _held(place: str, found: str | None, otherwise: str) -> str:
    if not found:
        raise BadConfig(place, otherwise)
    return found


def _content(place: str) -> str:
    path = Path(place.removeprefix(_FILE))
    if not path.is_absolute():
        raise BadConfig(place, "a file of a secret is named by its whole path")
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(place, f"cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
