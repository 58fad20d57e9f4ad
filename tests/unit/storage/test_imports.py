"""What the first screen needs of the stores costs no heavy import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LIGHT = (
    "kiosk.storage.driver",
    "kiosk.storage.os_keyring",
    "kiosk.storage.place",
    "kiosk.storage.tombstone_file",
    "kiosk.wiring.places",
    "kiosk.storage.marker",
    "kiosk.storage.errors",
    "kiosk.storage.tablet.memory",
    "kiosk.storage.desk.memory",
    "kiosk.storage.upgrade",
)


@pytest.mark.parametrize("module", LIGHT)
def test_a_light_module_imports_no_database_library(module: str) -> None:
    assert _imported(f"import {module}") == set()


def test_opening_an_up_to_date_store_imports_no_alembic(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from kiosk.storage.tablet.sqlite import open_tablet_store;"
        f"open_tablet_store(Path({str(tmp_path / 'tablet.db')!r})).close()"
    )
    assert _imported(code) == {"alembic", "sqlalchemy"}
    assert _imported(code) == {"sqlalchemy"}


def _imported(code: str) -> set[str]:
    tell = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split()) & {"alembic", "keyring", "psycopg", "sqlalchemy", "sqlcipher3"}
