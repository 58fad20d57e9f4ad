"""Padding hides the length and comes off exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import padding
from kiosk.handoff.errors import Malformed


@given(st.binary(max_size=99))
def test_what_was_padded_comes_off(data: bytes) -> None:
    padded = padding.pad(data, 100)
    assert len(padded) == 100
    assert padding.unpad(padded) == data


def test_without_room_for_its_mark_nothing_is_padded() -> None:
    with pytest.raises(ValueError):
        padding.pad(bytes(100), 100)


@pytest.mark.parametrize("padded", [b"", bytes(9), b"abc", b"abc\x81\x00"])
def test_padding_without_its_mark_is_malformed(padded: bytes) -> None:
    with pytest.raises(Malformed):
        padding.unpad(padded)
