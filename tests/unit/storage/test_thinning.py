"""Daily for a week, weekly for two months, whenever the clock says what it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.storage.thinning import backup_name, backups, made_at, superfluous

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
TIMES = st.sets(st.integers(0, 400 * 24).map(lambda hours: MONDAY + timedelta(hours=hours)))


def test_after_a_year_of_nights_seven_days_and_eight_weeks_are_left() -> None:
    kept: set[datetime] = set()
    for night in range(365):
        kept.add(MONDAY + timedelta(days=night))
        kept -= superfluous(kept)
    newest = max(kept)
    ages = sorted((newest - time).days for time in kept)
    assert ages[:7] == list(range(7))
    assert len({time.isocalendar()[:2] for time in kept}) == 8
    assert len(kept) <= 7 + 8


def test_of_several_on_one_day_the_newest_stays() -> None:
    times = [MONDAY + timedelta(hours=hours) for hours in range(4)]
    assert superfluous(times) == set(times[:-1])


@given(TIMES)
def test_thinning_keeps_the_newest_and_a_second_time_finds_nothing(times: set[datetime]) -> None:
    left = times - superfluous(times)
    assert superfluous(left) == set()
    assert (max(times) in left) if times else not left
    assert len(left) <= 7 + 8


def test_a_name_tells_kind_and_time_in_utc() -> None:
    copenhagen = timezone(timedelta(hours=1))
    assert backup_name("desk", MONDAY.astimezone(copenhagen)) == "desk-2026-03-02T120000Z.backup"
    assert made_at("desk-2026-03-02T120000Z.backup", "desk") == MONDAY


@pytest.mark.parametrize(
    "name",
    [
        "tablet-2026-03-02T120000Z.backup",
        "desk-2026-02-30T120000Z.backup",
        "desk-2026-03-02T120000Z.backup.new",
        "holiday.jpg",
    ],
)
def test_other_names_are_no_backups_and_are_never_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    (tmp_path / "desk-2026-03-02T120000Z.backup").touch()
    assert made_at(name, "desk") is None
    assert [path.name for path in backups(tmp_path, "desk")] == ["desk-2026-03-02T120000Z.backup"]
