"""The secret of a workspace, by which what we handed out is known again: links in letters, feeds, sessions."""

import os
import secrets
import tempfile
from pathlib import Path

from crawler.domain.errors import BadConfig
from monitor.wiring import Workspace

_FILE = "secret.key"
_BYTES = 32


def workspace_secret(workspace: Workspace) -> bytes:
    """The secret of a workspace, made at the first call and the same ever after; raises BadConfig.

    It stands in `secret.key`, which the owner alone may read. Without that file every link handed out is void, and
    so is every session: it belongs into the backup.
    """
    path = workspace.folder / _FILE
    try:
        if not path.exists():
            _make(path)
        secret = path.read_bytes()
    except OSError as error:
        raise BadConfig(str(path), f"the secret of the workspace cannot be kept there: {error.strerror}") from error
    if len(secret) < _BYTES:
        raise BadConfig(str(path), "the secret of the workspace is cut short; delete the file to have a new one made")
    return secret


def _make(path: Path) -> None:
    """Whole or not at all, and whoever comes first: two processes that start together have one secret."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        Path(name).unlink()
