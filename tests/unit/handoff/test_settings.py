"""What a site sets is believed where it is possible; else the default holds."""

from __future__ import annotations

import pytest

from kiosk.handoff.settings import RANGES, Settings, settings_of


def test_the_defaults_are_12_months_90_days_6_months_14_days_and_72_hours() -> None:
    """Results 12 months at the desk, detail 90 days, staff log 6 months; a tablet warns at 14 days
    unsynced; purge after 72 h of counted uptime."""
    assert settings_of({}) == Settings(12, 90, 6, 14, 72)


def test_a_site_may_set_others() -> None:
    assert settings_of({"result_months": 6, "purge_hours": 24}) == Settings(6, purge_hours=24)


def test_unknown_names_and_other_kinds_are_ignored() -> None:
    told: dict[str, int | str] = {"language": "da", "result_months": "6", "detail_days": True}
    assert settings_of(told) == Settings()


@pytest.mark.parametrize("name", RANGES)
def test_out_of_range_makes_the_default(name: str) -> None:
    low, high = RANGES[name]
    for value in (low, high):
        assert getattr(settings_of({name: value}), name) == value
    for value in (low - 1, high + 1, -1, 10**9):
        assert settings_of({name: value}) == Settings()
