"""Dates, times and numbers are written as each language writes them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from kiosk.i18n import by_code, formats

DAY = date(2026, 1, 5)
MOMENT = datetime(2026, 1, 5, 14, 5)  # noqa: DTZ001 a time on the wall, of no zone


@pytest.mark.parametrize(
    ("code", "short", "long", "full"),
    [
        ("da", "5. jan. 2026", "5. januar 2026", "mandag den 5. januar 2026"),
        ("en", "5 Jan 2026", "5 January 2026", "Monday, 5 January 2026"),
    ],
)
def test_a_day_is_written_short_long_and_in_full(
    code: str, short: str, long: str, full: str
) -> None:
    language = by_code(code)
    assert formats.date_short(DAY, language) == short
    assert formats.date_long(DAY, language) == long
    assert formats.date_full(DAY, language) == full


@pytest.mark.parametrize(
    ("code", "clock", "both"),
    [("da", "14.05", "5. jan. 2026 14.05"), ("en", "14:05", "5 Jan 2026 14:05")],
)
def test_a_time_has_hours_and_minutes(code: str, clock: str, both: str) -> None:
    assert formats.time_short(time(14, 5), by_code(code)) == clock
    assert formats.date_time(MOMENT, by_code(code)) == both


@pytest.mark.parametrize(
    ("code", "decimal", "share"), [("da", "1.234,5", "52\xa0%"), ("en", "1,234.5", "52%")]
)
def test_a_number_has_the_languages_own_separators(code: str, decimal: str, share: str) -> None:
    assert formats.number(1234.5, by_code(code)) == decimal
    assert formats.percent(0.52, by_code(code)) == share
