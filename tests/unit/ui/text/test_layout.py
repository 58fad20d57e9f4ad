"""Lines fit, letters are whole, and right-to-left text is joined and ordered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from kiosk.ui.text.fonts import Fonts
from kiosk.ui.text.layout import (
    SOFT_HYPHEN,
    Face,
    breaks_a_word,
    fitted,
    render,
    width,
    wrap,
)

FONTS = Fonts.bundled()
LATIN = Face(FONTS.path("inter", 400), 39, 50)
TITLE = Face(FONTS.path("inter", 700), 76, 82, tracking=-1.5)
ARABIC = Face(FONTS.path("vazirmatn", 600), 39, 58, rtl=True, language="ar")
WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå ", min_size=1, max_size=120)


@given(WORDS, st.integers(min_value=60, max_value=900))
def test_no_line_is_wider_than_the_room(text: str, room: int) -> None:
    for line in wrap(LATIN, text, room):
        assert width(LATIN, line) <= room or len(line) == 1


@given(WORDS, st.integers(min_value=60, max_value=900))
def test_wrapping_loses_no_letter(text: str, room: int) -> None:
    joined = "".join(wrap(LATIN, text, room))
    assert joined.replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="ابتجحدرسعفقكلمنهوي ", min_size=1, max_size=80))
def test_wrapping_loses_no_arabic_letter(text: str) -> None:
    assert "".join(wrap(ARABIC, text, 300)).replace(" ", "") == text.replace(" ", "")


def test_a_line_break_in_the_text_is_kept() -> None:
    assert wrap(LATIN, "En linje\nog en til", 900) == ("En linje", "og en til")
    assert wrap(LATIN, "", 900) == ("",)


def test_a_long_word_is_broken_at_the_room_not_cut_off() -> None:
    lines = wrap(LATIN, "rengøringshjælperuddannelsesinstitution", 344)
    assert len(lines) > 1
    assert "".join(lines) == "rengøringshjælperuddannelsesinstitution"


def test_a_soft_hyphen_is_where_a_long_word_breaks() -> None:
    word = f"rengørings{SOFT_HYPHEN}hjælper"
    assert wrap(LATIN, word, 260) == ("rengørings-", "hjælper")
    assert wrap(LATIN, word, 900) == ("rengøringshjælper",)


def test_an_address_breaks_after_its_slash() -> None:
    assert wrap(LATIN, "jobportalen.dk/find-job-nu", 300)[0].endswith(("/", ".", "-"))


def test_type_shrinks_before_a_word_breaks() -> None:
    smaller = fitted(LATIN, "Rengøringshjælper", 290, 1, 29)
    assert 29 <= smaller.px < LATIN.px
    assert not breaks_a_word(smaller, "Rengøringshjælper", 290)
    assert fitted(LATIN, "Lyt", 250, 1, 29) == LATIN
    assert fitted(LATIN, "Rengøringshjælper" * 3, 250, 1, 29).px == 29


def test_a_line_height_shrinks_with_its_type() -> None:
    assert LATIN.sized(0.5).line == round(LATIN.line * 19.5 / 39)


@pytest.mark.parametrize(
    ("face", "text"),
    [(TITLE, "Åäg ÆØÅ ÖÉj"), (LATIN, "ÅÉÖgjpqy,;()"), (ARABIC, "سجّل الدخول إلى أَكْتُبُ يٍّ چ")],
)
def test_no_ring_tail_or_mark_is_cut_off(face: Face, text: str) -> None:
    mask = render(face, wrap(face, text, 700), 700, "left")
    left, top, right, low = mask.getbbox() or (0, 0, 0, 0)
    assert left > 0
    assert top > 0
    assert right < mask.width
    assert low < mask.height


def test_alignment_moves_the_ink_to_its_side() -> None:
    left, middle, right = (
        (render(LATIN, ("Lyt",), 500, align).getbbox() or (0,))[0]
        for align in ("left", "center", "right")
    )
    assert left < middle < right


def test_arabic_letters_join() -> None:
    joined = render(ARABIC, ("سلام",), 300, "right")
    apart = render(ARABIC, ("س‌ل‌ا‌م",), 300, "right")
    assert width(ARABIC, "سلام") != width(ARABIC, "س‌ل‌ا‌م")
    assert ImageChops.difference(joined, apart).getbbox() is not None


def test_a_latin_name_keeps_its_order_inside_arabic() -> None:
    line = render(ARABIC, ("باستخدام MitID.",), 400, "right")
    latin = Face(ARABIC.path, 39, 58)
    right_way, reversed_way = (
        unlikeness(render(latin, (name,), 400, "left"), line) for name in ("MitID", "DItiM")
    )
    assert right_way < reversed_way / 2


def unlikeness(needle: Image.Image, hay: Image.Image) -> float:
    """How far the ink of ``needle`` is from the likest place of ``hay`` on the same line."""
    left, top, right, low = needle.getbbox() or (0, 0, 0, 0)
    small = needle.crop((left, top, right, low))
    return min(
        ImageStat.Stat(
            ImageChops.difference(small, hay.crop((x, top, x + right - left, low)))
        ).mean[0]
        for x in range(hay.width - small.width)
    )


def test_tracking_draws_each_letter_with_the_marks_on_it() -> None:
    composed = render(TITLE, ("Ål",), 300, "left")
    decomposed = render(TITLE, ("A\u030al",), 300, "left")
    assert composed.getbbox() == pytest.approx(decomposed.getbbox(), abs=2)
    assert width(TITLE, "A\u030al") == pytest.approx(width(TITLE, "Ål"), abs=1)


def test_eight_digits_in_two_fours_stay_on_one_line_where_it_is_wide_enough() -> None:
    text = "A code such as 4821 0937 has eight."
    whole = width(LATIN, "A code such as 4821 09")
    lines = wrap(LATIN, text, whole)
    assert lines[1].startswith("4821 0937")
    narrow = width(LATIN, "4821 09")
    assert "4821" in wrap(LATIN, "4821 0937", narrow)


@pytest.mark.parametrize(
    "code", ["4821 0937", "482 913", "33 98 00 10", "4\u20098\u20092", "010170-1234"]
)
def test_groups_of_digits_keep_their_order_in_right_to_left_text(code: str) -> None:
    """As in left-to-right text, to the pixel: alone, and after Arabic letters."""
    right, left = ARABIC, replace(ARABIC, rtl=False)
    alone = render(left, (code,), 600, "left")
    assert ImageChops.difference(render(right, (code,), 600, "left"), alone).getbbox() is None
    words = "رقم الاستلام "
    sentence = render(right, (words + code,), 600, "left")
    start = ARABIC.bleed + round(width(left, code))
    ends = (0, 0, start - 2, sentence.height)
    assert ImageChops.difference(sentence.crop(ends), alone.crop(ends)).getbbox() is None


def test_words_between_numbers_run_as_the_text_does() -> None:
    sentence = render(ARABIC, ("3 من 7",), 600, "left")
    other = render(ARABIC, ("7 من 3",), 600, "left")
    assert ImageChops.difference(sentence, other).getbbox() is not None
