"""Where stores are broken on purpose."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.cuts import MEMORY


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder, in memory where there is such a disk: thousands of syncs go there."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as made:
        yield Path(made)
