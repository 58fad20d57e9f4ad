"""What stands between the start of a window and its first screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.storage.desk import Way
from kiosk.wiring import demo
from kiosk.wiring.late_desk import LateDesk

HEAVY = {"sqlalchemy", "alembic", "yaml", "cryptography", "cbor2", "babel", "zxingcpp"}


def imported(code: str) -> set[str]:
    tell = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split()) & HEAVY


def test_the_tablets_first_screen_needs_no_heavy_library() -> None:
    assert imported("import kiosk.wiring.tablet_screen") == set()


def test_the_desks_first_screen_needs_no_store() -> None:
    assert not imported("import kiosk.wiring.desk_screen") & {"sqlalchemy", "alembic", "yaml"}


def test_a_late_desk_is_opened_when_it_is_first_asked(tmp_path: Path) -> None:
    demo.make(tmp_path)
    late = LateDesk(tmp_path)
    late.close()
    assert not (tmp_path / "desk" / "store.sqlite").exists()
    assert late.latest() == ()
    assert (tmp_path / "desk" / "store.sqlite").exists()
    with pytest.raises(Exception, match="code"):
        late.receive("KR1", Way.SCAN)
    late.close()
