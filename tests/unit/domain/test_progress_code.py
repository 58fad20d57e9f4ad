from __future__ import annotations

import pytest

from kiosk.domain.progress_code import GROUPS, LENGTH, PICTURES, draw, group, is_code


def test_a_code_is_five_pictures_out_of_sixty_four_simple_ones() -> None:
    assert LENGTH == 5
    assert len(PICTURES) == len(set(PICTURES)) == 64
    assert all(len(name) <= 9 for name in PICTURES)


def test_every_code_can_be_drawn_and_none_is_likelier() -> None:
    """Each byte falls on each picture four times in 256: 64^5 = 2^30 codes, all alike."""
    for place in range(LENGTH):
        drawn = [
            draw(bytes(octet if at == place else 0 for at in range(LENGTH)))[place]
            for octet in range(256)
        ]
        assert all(drawn.count(number) == 4 for number in range(64))


def test_a_drawn_code_is_a_code_also_with_a_picture_twice() -> None:
    assert draw(bytes((0, 63, 64, 255, 0))) == (0, 63, 0, 63, 0)
    assert is_code(draw(b"\xff" * 5))


@pytest.mark.parametrize("octets", [b"", b"1234", b"123456"])
def test_a_code_is_drawn_from_five_bytes_only(octets: bytes) -> None:
    with pytest.raises(ValueError):
        draw(octets)


@pytest.mark.parametrize("numbers", [(), (1, 2, 3, 4), (1, 2, 3, 4, 64), (-1, 2, 3, 4, 5)])
def test_what_is_no_code(numbers: tuple[int, ...]) -> None:
    assert not is_code(numbers)


def test_each_picture_is_found_in_one_group_of_eight() -> None:
    assert [number for row in range(len(GROUPS)) for number in group(row)] == [*range(64)]
    assert {len(group(row)) for row in range(len(GROUPS))} == {8}


def test_the_number_of_a_picture_is_permanent() -> None:
    """Tags are made of numbers: a picture that moved would make another person's code of one."""
    assert {number: PICTURES[number] for number in (0, 1, 2, 31, 32, 62, 63)} == {
        0: "Sun", 1: "Cloud", 2: "Rainbow", 31: "Basket", 32: "House", 62: "Piano", 63: "Note",
    }  # fmt: skip
