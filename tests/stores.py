"""Desk stores with a fixed key, for tests."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk import resources
from kiosk.storage.desk.database import DatabaseDeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.place import EncryptedFile
from kiosk.storage.tablet import anew
from kiosk.storage.upgrade import Kind, head, make_new, upgrade

KEY = bytes(range(32))


def encrypted(path: Path) -> EncryptedFile:
    """The file at ``path`` under the key of all tests."""
    return EncryptedFile(path, KEY)


def desk_store(path: Path, scripts: Path | None = None) -> DatabaseDeskStore:
    """A desk's store at ``path``, made or upgraded first where needed."""
    return open_desk_store(encrypted(path), scripts)


def empty_desk_file(path: Path) -> EncryptedFile:
    """An empty desk store at ``path``, made once for all and copied: making one takes a while."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(_empty())
    return encrypted(path)


@lru_cache(maxsize=1)
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        made = encrypted(Path(folder, "desk.db"))
        upgrade(made, Kind.DESK)
        return made.path.read_bytes()


def make_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fresh stores that take the place of damaged ones are made once for all, and copied."""
    monkeypatch.setattr(anew, "make_new", lambda new, *_: new.write_bytes(_empty_tablet()))


@lru_cache(maxsize=1)
def _empty_tablet() -> bytes:
    scripts = resources.migrations(Kind.TABLET)
    with TemporaryDirectory() as folder:
        made = Path(folder, "tablet.db")
        make_new(made, Kind.TABLET, scripts, head(scripts, Kind.TABLET))
        return made.read_bytes()


def open_place(kind: Kind, path: Path) -> Path | EncryptedFile:
    """As this kind of device keeps its store."""
    return encrypted(path) if kind is Kind.DESK else path
