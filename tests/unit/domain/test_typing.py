from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.typing import classify

KNOWN = {
    "own": "meøv24",
    "born": "3. maj 1985",
    "phone": "20 30 40 50",
    "pin": "471902",
    "site": "blåbærgrød.example",
}


@pytest.mark.parametrize(
    ("typed", "cls"),
    [
        ("meøv24", "own"),
        ("MEØV24", "own"),
        ("  me øv 24 ", "own"),
        ("meoev24", "own"),
        ("blaabaergroed.example", "site"),
        ("bla\u030abærgrød.example", "site"),
        ("471902", "pin"),
        ("47 19 02", "pin"),
        ("meøv25", "other"),
        ("", "empty"),
        (" \t ", "empty"),
    ],
)
def test_case_spaces_and_danish_letters_make_no_difference(typed: str, cls: str) -> None:
    assert classify(typed, KNOWN) == cls


@pytest.mark.parametrize(
    "typed",
    [
        "3. maj 1985",
        "3 maj 85",
        "03.05.1985",
        "3/5-85",
        "03-05-1985",
        "030585",
        "03051985",
        "3. Maj. 1985",
    ],
)
def test_a_date_is_the_same_in_every_usual_shape(typed: str) -> None:
    assert classify(typed, KNOWN) == "born"


@pytest.mark.parametrize(
    "typed", ["4. maj 1985", "3. juni 1985", "3. mars 85", "3. xyz 1985", "1985"]
)
def test_another_date_is_something_else(typed: str) -> None:
    assert classify(typed, KNOWN) == "other"


@pytest.mark.parametrize("typed", ["20304050", "+45 20304050", "0045 20 30 40 50", "20-30-40-50"])
def test_a_phone_number_is_the_same_in_every_usual_shape(typed: str) -> None:
    assert classify(typed, KNOWN) == "phone"


@given(st.text())
def test_every_text_falls_into_a_class(typed: str) -> None:
    assert classify(typed, KNOWN) in {"empty", "other", *KNOWN}
