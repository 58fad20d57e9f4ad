"""Digits and bytes are the same thing, and one only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.handoff import digits
from kiosk.handoff.errors import Malformed


@given(st.binary(max_size=400))
def test_bytes_come_back_from_their_digits(data: bytes) -> None:
    assert digits.decode(digits.encode(data)) == data


@given(st.text("0123456789", max_size=60))
def test_digits_are_the_only_ones_of_their_bytes_or_malformed(text: str) -> None:
    try:
        data = digits.decode(text)
    except Malformed:
        return
    assert digits.encode(data) == text


def test_the_published_example_holds() -> None:
    assert digits.encode(b"hello world") == "335311851610699281684828783"


@pytest.mark.parametrize(
    "text", ["0", "12", "256", "9" * 17, "1" * 18, "-01", "1 2", "٣٣٣", "+12", "1_2"]
)
def test_anything_else_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        digits.decode(text)
