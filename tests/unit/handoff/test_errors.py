"""Every refusal is one sentence with its place filled in."""

from __future__ import annotations

import pytest

from kiosk.handoff.errors import MESSAGES, FileRefused, Refusal, Rejected


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_names_the_file(reason: Refusal) -> None:
    error = FileRefused(reason, "a.bundle", why="worn", limit=9, version=1, lowest=2)
    assert "a.bundle" in str(error)
    assert "{" not in str(error)
    assert str(error).endswith(".")


def test_there_is_a_message_for_every_reason() -> None:
    assert set(MESSAGES) == set(Refusal)


def test_a_rejection_gives_no_reason() -> None:
    assert Rejected().values == {}
