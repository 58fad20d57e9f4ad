from __future__ import annotations

import pytest

from kiosk.content.errors import ContentError, Fault, FaultError, Faults, Place, nearest

HERE = Place("a.yaml", 3, "tasks/log_in")


def test_a_fault_reads_as_file_line_path_and_message() -> None:
    assert str(Fault(HERE, "no")) == "a.yaml:3 tasks/log_in: no"
    assert str(Fault(Place("a.yaml", 3, ""), "no")) == "a.yaml:3: no"


def test_the_nearest_valid_word_is_offered_else_the_words_that_are_valid() -> None:
    assert nearest("butten", ["button", "link"]) == " (did you mean 'button'?)"
    assert nearest("xyz", ["button", "link"]) == " (known: button, link)"
    assert nearest("xyz", [str(n) for n in range(20)]).endswith(", …)")
    assert nearest("xyz", []) == ""


def test_gathering_goes_on_after_a_fault() -> None:
    faults = Faults()
    for message in ("first", "second", "second"):
        with faults.gathered():
            raise FaultError(HERE, message)
    with pytest.raises(ContentError) as caught:
        faults.settle()
    assert [f.message for f in caught.value.faults] == ["first", "second"]
    assert "a.yaml:3 tasks/log_in: first" in str(caught.value)


def test_nothing_gathered_raises_nothing() -> None:
    Faults().settle()
