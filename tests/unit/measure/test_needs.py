"""What a study needs is named where it is missing."""

from __future__ import annotations

import pytest

from kiosk.measure.needs import NotInstalledError, require


def test_nothing_is_said_where_all_is_there() -> None:
    require("json", "csv")


def test_what_is_missing_is_named_in_one_sentence() -> None:
    with pytest.raises(NotInstalledError, match="needs no_such_one and no_such_two, which"):
        require("json", "no_such_one", "no_such_two")
