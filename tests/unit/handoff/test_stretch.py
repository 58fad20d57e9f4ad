"""Trying passphrases, PINs and digits is made dear, as RFC 9106 has it."""

from __future__ import annotations

from kiosk.handoff import stretch
from kiosk.handoff.stretch import SALT


def test_a_guess_costs_64_mib_three_times_over() -> None:
    """RFC 9106, 4, second recommended option: t=3, p=4, 64 MiB."""
    assert (stretch.ITERATIONS, stretch.LANES, stretch.MEMORY_KIB) == (3, 4, 65_536)


def test_every_salt_gives_something_else() -> None:
    first, second = bytes(SALT), b"\1" * SALT
    assert stretch.stretch(b"secret", first) == stretch.stretch(b"secret", first)
    assert stretch.stretch(b"secret", first) != stretch.stretch(b"secret", second)
