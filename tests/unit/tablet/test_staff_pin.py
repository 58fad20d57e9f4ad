"""Who guesses a PIN waits, longer each time, and not shorter for a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.clock import FakeClock
from kiosk.handoff.files import Disk
from kiosk.tablet.staff_pin import FIRST_WAIT, FREE_TRIES, MOST_WAIT, PinGuard, wait_after

RIGHT, WRONG = "2580", "1111"


class FullDisk(Disk):
    def write_new(self, path: Path, data: bytes, mode: int) -> None:
        raise OSError(28, "No space left on device")


def fits(pin: str) -> bool:
    return pin == RIGHT


def guess(guard: PinGuard, times: int = FREE_TRIES) -> None:
    for _ in range(times):
        guard.check(WRONG, fits)


def test_the_right_pin_lets_in_and_forgets_the_wrong_ones(tmp_path: Path) -> None:
    guard = PinGuard(tmp_path / "tries", FakeClock())
    guess(guard, FREE_TRIES - 1)
    assert guard.check(RIGHT, fits)
    guess(guard, FREE_TRIES - 1)
    assert guard.wait == 0 and guard.check(RIGHT, fits)


def test_after_five_wrong_ones_there_is_a_wait_in_which_no_pin_is_looked_at(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    guard = PinGuard(tmp_path / "tries", clock)
    guess(guard)
    assert guard.wait == FIRST_WAIT
    looked: list[str] = []

    def look(pin: str) -> bool:
        looked.append(pin)
        return True

    assert not guard.check(RIGHT, look)
    assert not looked
    clock.advance(FIRST_WAIT - 0.5)
    assert guard.wait == 1 and not guard.check(RIGHT, fits)
    clock.advance(0.5)
    assert guard.wait == 0 and guard.check(RIGHT, fits)


def test_the_wait_grows_up_to_a_quarter_of_an_hour(tmp_path: Path) -> None:
    clock, waits = FakeClock(), []
    guard = PinGuard(tmp_path / "tries", clock)
    guess(guard, FREE_TRIES - 1)
    for _ in range(8):
        guess(guard, 1)
        waits.append(guard.wait)
        clock.advance(guard.wait)
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]
    assert wait_after(10**9) == MOST_WAIT and wait_after(0) == 0


def test_a_restart_makes_the_wait_not_shorter(tmp_path: Path) -> None:
    """The clock that counts it starts anew; the count is on the disk."""
    path = tmp_path / "tries"
    guess(PinGuard(path, FakeClock()))
    later = FakeClock()
    later.advance(10_000)
    again = PinGuard(path, later)
    assert again.wait == FIRST_WAIT
    later.advance(FIRST_WAIT)
    assert again.check(RIGHT, fits)
    assert PinGuard(path, FakeClock()).wait == 0


def test_switching_off_while_a_pin_is_checked_gives_no_free_try(tmp_path: Path) -> None:
    path = tmp_path / "tries"

    def power_cut(_pin: str) -> bool:
        raise InterruptedError

    for _ in range(FREE_TRIES):
        with pytest.raises(InterruptedError):
            PinGuard(path, FakeClock()).check(WRONG, power_cut)
    assert PinGuard(path, FakeClock()).wait == FIRST_WAIT


@pytest.mark.parametrize("kept", [b"", b"-3", b"five", b"9" * 400, "٥".encode()])
def test_a_file_that_says_nothing_sensible_is_as_good_as_five_wrong_ones(
    tmp_path: Path, kept: bytes
) -> None:
    path = tmp_path / "tries"
    path.write_bytes(kept)
    assert PinGuard(path, FakeClock()).wait == FIRST_WAIT


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"0")
    (tmp_path / "tries").symlink_to(tmp_path / "other")
    assert PinGuard(tmp_path / "tries", FakeClock()).wait == FIRST_WAIT


@pytest.mark.parametrize("pin", ["", "258", "2" * 13, "25a0", "٢٥٨٠", " 2580"])
def test_what_can_be_no_pin_is_neither_looked_at_nor_counted(tmp_path: Path, pin: str) -> None:
    guard = PinGuard(tmp_path / "tries", FakeClock())
    for _ in range(2 * FREE_TRIES):
        assert not guard.check(pin, lambda _pin: True)
    assert guard.wait == 0


def test_a_full_disk_locks_nobody_out_and_lets_nobody_guess(tmp_path: Path) -> None:
    guard = PinGuard(tmp_path / "tries", FakeClock(), FullDisk())
    assert guard.check(RIGHT, fits)
    guess(guard)
    assert guard.wait == FIRST_WAIT
