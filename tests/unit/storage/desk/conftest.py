"""The same promises are held against each kind of desk store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kiosk.storage.desk import DeskStore
from kiosk.storage.desk.memory import MemoryDeskStore
from kiosk.storage.desk.sqlite import open_desk_store
from kiosk.storage.place import DeskPlace
from tests.postgres import desk_database
from tests.stores import empty_desk_file

KINDS = ("memory", "encrypted", "server")


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskStore]:
    """An empty store of each kind."""
    if request.param == "memory":
        yield MemoryDeskStore()
        return
    with _place(request.param, tmp_path) as place, closing(open_desk_store(place)) as made:
        yield made


@pytest.fixture(params=KINDS[1:])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskPlace]:
    """Where a store can be opened by several at once."""
    with _place(request.param, tmp_path) as made:
        yield made


@contextmanager
def _place(kind: str, folder: Path) -> Iterator[DeskPlace]:
    if kind == "encrypted":
        yield empty_desk_file(folder / "desk.db")
        return
    with desk_database() as server:
        yield server
