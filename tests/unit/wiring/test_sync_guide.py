"""What packaging/guides/sync.md says that a tablet says, it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.devices import folder
from kiosk.handoff import errors, files
from kiosk.handoff.settings import RANGES, Settings
from kiosk.tablet import room
from kiosk.wiring import sync_words

GUIDE = Path(__file__).parents[3] / "packaging" / "guides" / "sync.md"
TEXT = GUIDE.read_text(encoding="utf-8")
SAID = "".join(
    " ".join(re.sub(r'"\s*f?"', "", Path(str(module.__file__)).read_text("utf-8")).split())
    for module in (sync_words, errors, files, folder)
)
ROWS = [line.split("|")[1] for line in TEXT.splitlines() if line.startswith("| **")]
PHRASES = [phrase for row in ROWS for phrase in re.findall(r"\*\*(.+?)\*\*", row)]


@pytest.mark.parametrize("phrase", PHRASES)
def test_each_phrase_of_the_tables_is_said(phrase: str) -> None:
    assert phrase.replace("Desk 1", "Desk {one.desk}") in SAID


def test_its_numbers_are_those_of_the_program() -> None:
    assert f"{Settings().purge_hours} hours" in TEXT
    assert f"never under {RANGES['purge_hours'][0]}" in TEXT
    assert f"After {Settings().unsynced_days} days" in TEXT
    assert (room.WARN_UNDER, room.NO_VISIT_UNDER) == (10**9, 200 * 10**6)
    assert "It is safe to remove the stick" in TEXT and "It is safe to remove the stick" in SAID
