from __future__ import annotations

import contextlib
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain import journal
from kiosk.domain.journal import STEPS, JournalError, Step, decode, encode

VALUES = {"int": st.integers(0, 2**40), "str": st.text()}


@st.composite
def steps(draw: st.DrawFn) -> Step:
    kind = draw(st.sampled_from(list(STEPS.values())))
    values: list[Any] = [draw(VALUES[str(field.type)]) for field in fields(kind)]
    return kind(*values)


@given(steps())
def test_a_line_gives_back_its_step(step: Step) -> None:
    assert decode(encode(step)) == step


def test_a_line_is_short_and_readable() -> None:
    assert encode(journal.Acted(1200, "browser.login/continue")) == (
        b'["act",1200,"browser.login/continue"]'
    )


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"[]", b"null", b'["nothing",1]', b'["act",1]', b'["act",1,2]', b'["act","1","x"]',
     b'["card",1,2]', b'["card",true]', b'["card",1.0]', b"\xff", b'[["act"],1]'],
)  # fmt: skip
def test_a_foreign_line_is_refused(line: bytes) -> None:
    with pytest.raises(JournalError, match="Start a new one"):
        decode(line)


@given(st.binary(max_size=60))
def test_noise_never_gets_through_as_something_else(line: bytes) -> None:
    with contextlib.suppress(JournalError):
        assert encode(decode(line)) == line
