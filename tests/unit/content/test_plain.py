from __future__ import annotations

import pytest

from kiosk.content.plain import lix, sentences


def test_a_point_inside_a_number_or_an_address_ends_no_sentence() -> None:
    assert sentences("Betal 4.900 kr. til borger.dk. Nu!") == [
        ["Betal", "4.900", "kr"],
        ["til", "borger.dk"],
        ["Nu"],
    ]


def test_a_word_may_hold_a_hyphen() -> None:
    assert sentences("Dit bruger-ID står på MitID-appen.") == [
        ["Dit", "bruger-ID", "står", "på", "MitID-appen"]
    ]


def test_lix_is_words_a_sentence_plus_the_percentage_of_long_words() -> None:
    text = "Her er en lille tekst om telefonen. " * 5
    assert lix([text]) == pytest.approx(7 + 100 / 7)
    assert lix([text], ["Telefonen"]) == pytest.approx(7)


def test_lix_says_nothing_of_a_short_text() -> None:
    assert lix(["Log ind."]) is None
