"""A hand scanner's keys become one text on every layout, and a hand's keys none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.scanner import MOST, KeyStream, character
from kiosk.handoff.errors import Rejected
from tests.layouts import DEAD, LAYOUTS, key_codes, layout, typed
from tests.unit.handoff.samples import plain, site

CODE = "KR1" + "0123456789" * 86
DIGITS = st.text("0123456789", min_size=860, max_size=860)
SHIFT, CAPS, RETURN, TAB, KEYPAD_ENTER = 304, 301, 13, 9, 271
SEALED = site().sealer().seal(plain())
OPENER = site().opener()


def scan(codes: list[int], gap: float = 0.002, stream: KeyStream | None = None) -> list[str]:
    """Every text that came of the keys, with a second of silence at the end."""
    stream = stream or KeyStream()
    found: list[str | None] = []
    at = 5.0
    for code in codes:
        at += gap
        found.append(stream.key(character(code), at))
    found.append(stream.silence(at + 1))
    return [text for text in found if text is not None]


@pytest.mark.parametrize("caps", [False, True], ids=["", "caps"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_key_stream_is_intact_on_the_layout_with_and_without_caps_lock(
    name: str, caps: bool
) -> None:
    """The scanner believes in the American layout; the desk has another. It opens, whatever the
    scanner is set to send in front, between and behind."""
    spaced = f" {SEALED.text[:3]} " + " ".join(
        SEALED.text[at : at + 43] for at in range(3, len(SEALED.text), 43)
    )
    texts = (SEALED.text, f"]Q1{SEALED.text}", SEALED.text.lower(), f"]q1{SEALED.text.lower()}")
    for text in (*texts, spaced):
        for end in ("\r", "\n", "\t", "\r\n", ""):
            (found,) = scan(key_codes(text + end, name, caps=caps))
            assert OPENER.open(found).record == plain()


@pytest.mark.parametrize("caps", [False, True], ids=["", "caps"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_text_typed_into_a_field_opens_too(name: str, caps: bool) -> None:
    assert OPENER.open(typed(f"{SEALED.text}\r\n", name, caps=caps)).record == plain()


@given(digits=DIGITS, name=st.sampled_from(LAYOUTS), caps=st.booleans(), prefix=st.booleans())
def test_any_digits_come_through_every_layout(
    digits: str, name: str, caps: bool, prefix: bool
) -> None:
    text = f"{']Q1' if prefix else ''}KR1{digits}\r"
    assert scan(key_codes(text, name, caps=caps)) == [f"kr1{digits}"]


def test_on_most_layouts_the_bracket_of_the_prefix_is_another_key_or_a_dead_one() -> None:
    brackets = {name: layout(name)[27].plain for name in LAYOUTS}
    assert {name for name, letter in brackets.items() if letter == "]"} == {"us", "gb", "pl"}
    assert {name for name, letter in brackets.items() if not letter} == {"dk", "no", "se", "fi"}
    assert character(DEAD | 27) == ""


@pytest.mark.parametrize("accent", "¨^'´~")
def test_a_dead_key_that_a_system_gives_as_its_accent_harms_nothing(accent: str) -> None:
    codes = [ord(accent), *key_codes(f"Q1{SEALED.text}\r", "dk")]
    (found,) = scan(codes)
    assert OPENER.open(found).record == plain()


@given(st.data())
def test_a_key_that_was_lost_or_doubled_is_rejected(data: st.DataObject) -> None:
    codes = key_codes(f"{SEALED.text}\r", data.draw(st.sampled_from(LAYOUTS)))
    digits = [at for at, code in enumerate(codes) if chr(code).isdigit()]
    at = data.draw(st.sampled_from(digits))
    codes[at : at + 1] = [codes[at]] * data.draw(st.sampled_from((0, 2)))
    (found,) = scan(codes)
    with pytest.raises(Rejected):
        OPENER.open(found)


@given(st.lists(st.booleans(), min_size=3, max_size=3))
def test_letters_may_come_in_any_case(upper: list[bool]) -> None:
    prefix = "".join(a.upper() if up else a for a, up in zip("kr1", upper, strict=True))
    codes = [ord(letter) for letter in prefix + CODE[3:]]
    assert scan([*codes, RETURN]) == [prefix + CODE[3:]]


@pytest.mark.parametrize("end", [RETURN, 10, TAB, KEYPAD_ENTER])
def test_return_line_feed_and_tab_end_a_text_at_once(end: int) -> None:
    stream = KeyStream()
    for letter in CODE:
        assert stream.key(letter, 1.0) is None
    assert stream.key(character(end), 1.0) == CODE
    assert not stream.collecting


def test_silence_ends_a_text() -> None:
    stream = KeyStream()
    for letter in CODE:
        stream.key(letter, 1.0)
    assert stream.silence(1.29) is None
    assert stream.silence(1.3) == CODE
    assert stream.silence(9.0) is None


def test_the_next_scan_ends_the_one_before_if_nobody_looked() -> None:
    stream = KeyStream()
    for letter in CODE:
        stream.key(letter, 1.0)
    assert stream.key("k", 2.0) == CODE
    assert stream.received == 1


@given(gap=st.floats(0.0005, 0.25))
def test_a_slow_scanner_is_waited_for(gap: float) -> None:
    assert scan([ord(letter) for letter in CODE] + [RETURN], gap) == [CODE]


def test_spaces_are_kept_for_the_reader_to_leave_out() -> None:
    spaced = "KR1 " + " ".join(CODE[3:])
    assert scan([ord(letter) for letter in f"  {spaced}"] + [RETURN]) == [spaced]


def test_digits_of_the_keypad_count() -> None:
    codes = [ord("k"), ord("r"), *(256 + int(digit) for digit in CODE[2:])]
    assert scan(codes) == ["kr" + CODE[2:]]


@given(st.text("abcdefghijklmnopqrstuvwxyzæøå ", max_size=40))
def test_what_a_hand_types_is_dropped(text: str) -> None:
    assert scan([ord(letter) for letter in text] + [RETURN], gap=0.09) == []


@pytest.mark.parametrize("text", ["", "k", "kr1", "1234567"])
def test_a_few_keys_are_never_a_code(text: str) -> None:
    assert scan([ord(letter) for letter in text]) == []


def test_another_code_is_given_so_that_somebody_can_be_told() -> None:
    assert scan([ord(letter) for letter in "https://example.dk"]) == ["https://example.dk"]


def test_a_key_held_down_is_no_scan() -> None:
    assert scan([ord("x")] * 200, gap=0.04) == []


def test_a_stream_without_end_is_cut() -> None:
    stream = KeyStream()
    for _ in range(3 * MOST):
        stream.key("7", 1.0)
    text = stream.key("\r", 1.0)
    assert text is not None
    assert len(text) == MOST


def test_it_says_how_far_it_is() -> None:
    stream = KeyStream()
    assert not stream.collecting
    for letter in CODE[:7]:
        stream.key(letter, 1.0)
    assert stream.collecting
    assert not stream.scanning
    stream.key("9", 1.0)
    assert stream.scanning
    assert stream.received == 8


@pytest.mark.parametrize("code", [SHIFT, CAPS, 8, 27, 127, 276, 282, 0, -1, 1 << 30, 0x80])
def test_keys_that_write_nothing_are_passed_over(code: int) -> None:
    assert character(code) == ""


@given(st.lists(st.tuples(st.integers(-1, 0x110000), st.floats(0, 0.5)), max_size=60))
def test_no_sequence_of_keys_upsets_it(keys: list[tuple[int, float]]) -> None:
    stream, at = KeyStream(), 0.0
    for code, gap in keys:
        at += gap
        stream.key(character(code), at)
    stream.silence(at + 1)
    assert not stream.collecting
