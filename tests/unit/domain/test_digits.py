"""Digits that people compare."""

from __future__ import annotations

from kiosk.domain.digits import grouped


def test_eight_digits_stand_in_two_groups() -> None:
    assert grouped("48210937") == "4821 0937"
